"""The reference front end as its server hands it out."""

import socket

import pytest
from django.core.management import CommandError
from django.test import override_settings

from api.management.commands.serve import Command as Serve
from cms.frontend import FrontEnd
from cms.management.commands.frontend import open_server

API = "https://cms.example.org"


def ask(path: str, method: str = "GET") -> tuple[str, dict[str, str], bytes]:
    answered: dict = {}

    def start_response(status, headers):
        answered.update(status=status, headers=dict(headers))

    body = b"".join(FrontEnd(API)({"PATH_INFO": path, "REQUEST_METHOD": method}, start_response))
    return answered["status"], answered["headers"], body


@pytest.mark.parametrize(
    "path", ["/", "/index.html", "/human-rights/wp1725/", "/human-rights/v1.0/", "/quotes/a"]
)
def test_every_path_without_a_file_gets_the_page_with_the_address_of_the_api(path):
    status, headers, body = ask(path)

    assert status == "200 OK"
    assert headers["Content-Type"].startswith("text/html")
    assert f'name="plenary-api" content="{API}"'.encode() in body


def test_a_file_is_itself_and_a_missing_one_is_missing():
    status, headers, _body = ask("/main.js")

    assert status == "200 OK"
    assert "javascript" in headers["Content-Type"]
    assert ask("/nothing.js")[0] == "404 Not Found"
    assert ask("/../manage.py")[0] == "404 Not Found"
    assert ask("/", "POST")[0] == "405 Method Not Allowed"
    assert ask("/", "HEAD")[2] == b""


@pytest.mark.parametrize("path", ["/", "/main.js", "/nothing.js"])
def test_its_policy_lets_it_load_from_itself_and_the_api_alone(path):
    headers = ask(path)[1]

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_taken_port_is_said_in_one_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=f"Port {port} is taken") as refusal:
            open_server(port, API)
        assert refusal.value.returncode == 2

        with (
            override_settings(PORT=0, FRONTEND_PORT=port),
            pytest.raises(CommandError, match=f"make run FRONTEND_PORT={port + 10}"),
        ):
            Serve().handle()
