"""What the proxy of docs/operators.md keeps away from the workers."""

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest

from tests.faults.front import nginx_of_the_page
from tests.faults.load import client, until
from tests.nginx import nginx_in
from tests.serving import free_port

pytestmark = pytest.mark.nginx


@contextmanager
def proxy(folder, page: str, port: int, answer: bytes) -> Iterator[list[bytes]]:
    """nginx with the configuration `page`, and what it sends to a worker that says `answer`."""
    requests: list[bytes] = []
    kept = []

    def work() -> None:
        while True:
            try:
                connection = worker.accept()[0]
            except OSError:  # the test is at its end
                return
            requests.append(connection.recv(65536))
            if answer:
                connection.sendall(answer)
                connection.close()
            kept.append(connection)

    (folder / "run").mkdir()
    with socket.socket(socket.AF_UNIX) as worker:
        worker.bind(str(folder / "run" / "server"))
        worker.listen(100)
        threading.Thread(target=work, daemon=True).start()
        with nginx_in(folder, page):
            until(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0)
            yield requests


def test_no_second_worker_is_asked_for_what_takes_a_first_one_long(tmp_path):
    port = free_port()
    page = nginx_of_the_page(tmp_path, port)
    assert "proxy_read_timeout 300s;" in page, "longer than the longest list takes"
    page = page.replace("_read_timeout 300s", "_read_timeout 1s")
    with (
        proxy(tmp_path, page, port, b"") as requests,
        client(f"http://127.0.0.1:{port}") as reader,
    ):
        assert reader.get("/api/v1/events.csv").status_code == 504
    assert len(requests) == 1


def test_few_attempts_to_sign_in_of_many_reach_a_worker(tmp_path):
    port = free_port()
    page = nginx_of_the_page(tmp_path, port)
    with proxy(tmp_path, page, port, b"HTTP/1.0 204 No Content\r\n\r\n") as requests:
        statuses: Counter[int] = Counter()
        for number in range(60):
            transport = httpx2.HTTPTransport(local_address=f"127.0.0.{number % 2 + 2}")
            with client(f"http://127.0.0.1:{port}", transport=transport) as somebody:
                attempt = somebody.post("/admin/login/")
                statuses[attempt.status_code] += 1
                if attempt.status_code == 429:
                    refused = attempt
                # Neither readers nor editors who have signed in are counted.
                assert somebody.get("/admin/login/").status_code == 204
                assert somebody.post("/admin/snippets/").status_code == 204
    assert set(statuses) == {204, 429}
    attempts = [request for request in requests if request.startswith(b"POST /admin/login/")]
    assert 10 < len(attempts) < 40
    assert (refused.headers["Retry-After"], refused.headers["Cache-Control"]) == ("10", "no-store")
    assert refused.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Wait ten seconds" in refused.text


def test_what_plenary_says_of_too_many_requests_passes(tmp_path):
    port = free_port()
    answer = b"HTTP/1.0 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\n{}"
    with (
        proxy(tmp_path, nginx_of_the_page(tmp_path, port), port, answer),
        client(f"http://127.0.0.1:{port}") as reader,
    ):
        response = reader.get("/api/v1/events/")
    assert (response.headers["Retry-After"], response.text) == ("7", "{}")
