"""The fast path over the application, on the connection of the test."""

from archive.models import Head
from tests.wsgi import Answered

PASSING = ("X-Request-ID", "RateLimit", "RateLimit-Policy")


class HeadOfThisTransaction:
    """The look, on the connection of the test."""

    def head(self):
        return Head.objects.values_list("epoch", "generation", "sequence").first()


def comparable(answer: Answered) -> tuple:
    """All but what is counted or made anew for each request."""
    headers = {name: value for name, value in answer.headers.items() if name not in PASSING}
    return answer.status, headers, answer.content
