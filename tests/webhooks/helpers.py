"""An endpoint, what it is notified about, and receivers for it."""

import pytest

from archive.models import Head
from archive.publisher.after_commit import catch_up
from tests import factories
from tests.receiving import Receiver
from webhooks.models import Endpoint
from webhooks.transport import SendResult

committed = pytest.mark.django_db(transaction=True)
here = pytest.mark.usefixtures("reach_this_machine")


def make_endpoint(url: str = "https://hooks.example/", **fields) -> Endpoint:
    """An endpoint that is up to date."""
    catch_up()
    return Endpoint.objects.create(
        name="A front end", url=url, cursor=Head.objects.get().sequence, **fields
    )


def make_and_publish(*labels: str) -> None:
    for label in labels:
        factories.make_theme(label=label)
    catch_up()


def hang(state: Receiver):
    return lambda handler: state.closing.wait(30)


def answering(status: int, retry_after: str = ""):
    return lambda *_message: SendResult(1, status, retry_after)


def answering_each(*answers: SendResult):
    """The first theme of the log gets the first of `answers`, and so on."""
    return lambda _url, _headers, body: answers[int(body.decode().split("theme-")[1].split('"')[0])]
