"""What takes a worker long is begun once: a second worker would only double the work."""

import os
import socket
import subprocess
import threading
import urllib.error
import urllib.request

import pytest

from tests.conftest import NGINX
from tests.faults.front import nginx_of_the_page
from tests.faults.load import until
from tests.nginx import CONFIGURATION
from tests.serving import free_port

pytestmark = pytest.mark.nginx


def test_the_proxy_asks_no_second_worker_for_what_takes_a_first_one_long(tmp_path):
    port, requests = free_port(), []
    (tmp_path / "run").mkdir()
    page = nginx_of_the_page(tmp_path, port)
    assert "proxy_read_timeout 300s;" in page, "longer than the longest list takes"
    (tmp_path / "mirror.conf").write_text(page.replace("_read_timeout 300s", "_read_timeout 1s"))
    user = "user root;" if os.geteuid() == 0 else ""
    (tmp_path / "nginx.conf").write_text(CONFIGURATION.format(folder=tmp_path, user=user))
    with socket.socket(socket.AF_UNIX) as worker:
        worker.bind(str(tmp_path / "run" / "server"))
        worker.listen()
        proxy = subprocess.Popen(
            [NGINX, "-e", f"{tmp_path}/error.log", "-c", f"{tmp_path}/nginx.conf"]
        )
        threading.Thread(target=take_all, args=(worker, requests), daemon=True).start()
        try:
            until(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0)
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/events.csv")
        finally:
            proxy.terminate()
            proxy.wait(timeout=20)
    assert refused.value.code == 504
    assert len(requests) == 1


def take_all(worker: socket.socket, requests: list[socket.socket]) -> None:
    """Take requests and answer none."""
    while True:
        try:
            requests.append(worker.accept()[0])
        except OSError:  # the test is at its end
            return
