"""What stands in the way of a server on this machine is one line, before anything is done."""

import errno
import socket

import pytest
from django.core.management import CommandError, call_command

from cms.management import addresses
from tests.serving import free_port
from tests.test_settings import run

IPV6 = addresses.probe("::1", 0) == 0


@pytest.fixture(autouse=True)
def ports(settings):
    settings.PORT, settings.FRONTEND_PORT, settings.HOST = free_port(), free_port(), "127.0.0.1"


def refusal() -> str:
    with pytest.raises(CommandError) as refused:
        addresses.insist_on_free_ports()
    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_two_free_ports_are_fine():
    addresses.insist_on_free_ports()


@pytest.mark.parametrize("name", ["PORT", "FRONTEND_PORT"])
@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("0.0.0.0", "127.0.0.1"),
        pytest.param("::1", "::1", marks=pytest.mark.skipif(not IPV6, reason="no IPv6")),
        pytest.param("::", "::1", marks=pytest.mark.skipif(not IPV6, reason="no IPv6")),
    ],
)
def test_a_port_is_taken_on_whatever_localhost_may_mean(address, named, name, settings):
    family = addresses.family(address)
    with socket.create_server((address, getattr(settings, name)), family=family) as taken:
        port = taken.getsockname()[1]
        assert refusal() == (
            f"Port {port} is taken on {named}. Choose another one: make run {name}={port + 10}"
        )


def test_two_servers_cannot_share_a_port(settings):
    settings.PORT = settings.FRONTEND_PORT = 8001
    assert refusal() == (
        "PORT and FRONTEND_PORT are both 8001. Choose another one: make run FRONTEND_PORT=8011"
    )


def test_a_privileged_port_is_for_root(settings, monkeypatch):
    monkeypatch.setattr(addresses, "probe", lambda *_where: errno.EACCES)
    settings.PORT = 80
    assert refusal() == "Port 80 is for root alone. Choose another one: make run PORT=8010"


def test_a_machine_without_ipv6_needs_none(monkeypatch):
    real = addresses.probe
    without = lambda address, port: errno.EAFNOSUPPORT if ":" in address else real(address, port)  # noqa: E731
    monkeypatch.setattr(addresses, "probe", without)
    addresses.insist_on_free_ports()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "localhost", "127.0.0.2"])
def test_the_host_is_an_address_of_this_machine(host, settings):
    settings.HOST = host
    addresses.insist_on_free_ports()


@pytest.mark.parametrize("host", ["example.org", "x86_64-conda-linux-gnu", "localhost:8000", "1"])
def test_the_host_is_no_name(host, settings):
    settings.HOST = host
    assert refusal().startswith(f"HOST is “{host}”: write an address of this machine, 127.0.0.1")


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_the_host_is_not_elsewhere(host, settings):
    settings.HOST = host
    assert refusal() == f"HOST is “{host}”, which is no address of this machine."


@pytest.mark.parametrize("port", ["0", "65536", "99999999999"])
def test_a_port_is_a_number_that_a_server_can_have(port):
    result = run("from django.conf import settings; settings.PORT", "development", PORT=port)
    assert result.stderr.splitlines()[-1].endswith(f"PORT is “{port}”: write a port, 1 to 65535.")


def test_the_front_end_alone_says_so_too(settings):
    with (
        socket.create_server(("127.0.0.1", settings.FRONTEND_PORT)),
        pytest.raises(CommandError, match="is taken on 127") as refused,
    ):
        call_command("frontend")
    assert refused.value.returncode == 2


def test_a_host_in_the_address_of_the_api_is_answered():
    code = "from django.conf import settings; print(settings.ALLOWED_HOSTS)"
    for origin, host in (
        ("http://192.168.1.5:8000", "192.168.1.5"),
        ("http://[fd00::5]:8000", "[fd00::5]"),
    ):
        assert f"'{host}']" in run(code, "development", API_ORIGIN=origin).stdout
