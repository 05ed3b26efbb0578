"""The fast path over the application, on the connection of the test."""

from django.db import connection

from archive.models import Head
from tests.wsgi import Answered

PASSING = ("X-Request-ID", "RateLimit", "RateLimit-Policy")


class HeadOfThisTransaction:
    """The head watch, on the connection of the test."""

    def head(self):
        return Head.objects.values_list("epoch", "generation", "sequence").first()

    def rows(self, query):
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()


def comparable(answer: Answered) -> tuple:
    """All but what is counted or made anew for each request."""
    headers = {name: value for name, value in answer.headers.items() if name not in PASSING}
    return answer.status, headers, answer.content
