"""Few long answers are made at a time, and a short one never waits for the end of a long one."""

from threading import Event, Thread

import pytest
from django.http import StreamingHttpResponse
from django.test import RequestFactory

from api.http.whole_answers import AT_ONCE, OF_ONE_CLIENT, WholeAnswers

pytestmark = pytest.mark.timeout(60)

PROBLEM = "application/problem+json"


class Lists:
    """A view whose lists go on until `end`, and `begun` says that one has begun."""

    def __init__(self) -> None:
        self.end, self.begun = Event(), Event()
        self.answers = WholeAnswers(lambda request: StreamingHttpResponse(self.parts(request)))
        self.at_work, self.most_at_work = 0, 0

    def parts(self, request):
        while True:
            self.at_work += 1
            self.most_at_work = max(self.most_at_work, self.at_work)
            is_last = "short" in request.path or self.end.wait(0.001)
            self.at_work -= 1
            self.begun.set()
            yield b"part"
            if is_last:
                return

    def ask(self, path="/api/v1/events.csv", client="192.0.2.1"):
        return self.answers(RequestFactory().get(path, REMOTE_ADDR=client))

    def begin(self, client: str, path="/api/v1/events.csv") -> Thread:
        thread = Thread(target=self.ask, args=(path, client))
        thread.start()
        assert self.begun.wait(30)
        self.begun.clear()
        return thread


@pytest.fixture
def lists():
    lists = Lists()
    yield lists
    lists.end.set()


def test_one_client_has_few_and_others_go_on(lists):
    threads = [lists.begin("192.0.2.1") for _ in range(OF_ONE_CLIENT)]
    refused = lists.ask()
    assert (refused.status_code, refused.headers["Content-Type"]) == (429, PROBLEM)
    assert int(refused.headers["Retry-After"]) > 0
    assert lists.ask("/short/api", "192.0.2.1").status_code == 200, "this is not of the API"
    assert lists.ask("/api/v1/short.csv", "192.0.2.2").status_code == 200
    lists.end.set()
    for thread in threads:
        thread.join()
    assert lists.ask().status_code == 200


def test_all_clients_together_have_few_of_which_one_is_worked_at(lists):
    threads = [lists.begin(f"192.0.2.{number}") for number in range(AT_ONCE)]
    assert lists.ask(client="192.0.2.99").status_code == 503
    lists.end.set()
    for thread in threads:
        thread.join()
    assert lists.most_at_work == 1
    assert lists.answers.places.taken == {}
