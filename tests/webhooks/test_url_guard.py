"""Plenary connects to public addresses only."""

import socket

import pytest
from django.core.exceptions import ValidationError

from tests.receiving import receiver
from tests.webhooks.helpers import here
from webhooks import transport, url_guard
from webhooks.models import Endpoint

REFUSED = """
http://127.1/ http://0/ http://0x7f.1/ http://0177.1/ http://2130706433/ http://[::]/
http://[::1]/ http://[::ffff:7f00:1]/ http://[::ffff:10.0.0.1]/ http://[64:ff9b::7f00:1]/
http://[64:ff9b:1::a00:1]/ http://[2002:7f00:1::]/ http://[2002:a00:1::1]/ http://[::127.0.0.1]/
http://[2001:0:7f00:1::1]/ http://169.254.169.254/latest/meta-data/ http://[fe80::1]/
http://100.64.0.1/ http://100.127.255.254/ http://10.0.0.1/ http://172.16.0.1/ http://192.168.0.1/
http://192.0.0.1/ http://192.0.2.1/ http://198.18.0.1/ http://198.51.100.1/ http://203.0.113.1/
http://[fc00::1]/ http://[fd00::1]/ http://[fec0::1]/ http://[2001:db8::1]/ http://[ff02::1]/
http://224.0.0.1/ http://240.0.0.1/ http://255.255.255.255/ http://0.0.0.0:8000/
http://localhost/ http://localhost./ http://LOCALHOST/ http://a.localhost/ https://127.0.0.1/
http://u@93.184.215.14/ http://u:p@93.184.215.14/ http://93.184.215.14@127.0.0.1/
http://93.184.215.14:25/ http://93.184.215.14:22/ http://93.184.215.14:445/
http://93.184.215.14:99999/ http://93.184.215.14:x/ file:///etc/passwd gopher://93.184.215.14/
ftp://93.184.215.14/ ldap://93.184.215.14/ javascript:alert(1) //93.184.215.14/ http:/// https://
http://127.0.0.1\\@93.184.215.14/ http://①②⑦.⓪.⓪.①/ http://[::1 hooks.example
""".split()  # noqa: SIM905  sixty of them are read more easily so


def test_there_are_sixty_vectors():
    assert len(set(REFUSED)) >= 60


@pytest.mark.parametrize("url", REFUSED)
def test_g1_an_address_is_refused_at_save(url):
    with pytest.raises(ValidationError):
        Endpoint(name="x", url=url).clean_fields()


@pytest.mark.parametrize("url", REFUSED)
def test_g1_an_address_is_refused_at_send_without_a_connection(url, monkeypatch):
    connected = []
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: connected.append(a))
    sent = transport.post(url, {}, b"{}")
    assert connected == []
    assert not sent.is_done
    assert sent.problem


def test_a_public_address_is_taken():
    Endpoint(name="x", url="https://93.184.215.14:8443/hook?a=b", kinds=[]).clean_fields()
    Endpoint(name="x", url="https://hooks.example/plenary", kinds=[]).clean_fields()


def answers_of_names(monkeypatch, *rounds: list[str]) -> list[str]:
    """Each lookup of a name returns the next of `rounds`. Return the addresses connected to."""
    waiting, connected = list(rounds), []

    def getaddrinfo(host, port, *args, **kwargs):
        addresses = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses
        ]

    def create_connection(address, *args, **kwargs):
        connected.append(address[0])
        raise ConnectionRefusedError("nobody is there")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", create_connection)
    return connected


def test_g2_a_name_that_changes_its_meaning_leads_nowhere_else(monkeypatch):
    connected = answers_of_names(monkeypatch, ["93.184.215.14"], ["127.0.0.1"])
    transport.post("http://rebinding.example/", {}, b"{}")
    assert connected == ["93.184.215.14"]
    transport.post("http://rebinding.example/", {}, b"{}")
    assert connected == ["93.184.215.14"]


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    connected = answers_of_names(monkeypatch, ["93.184.215.14", "10.0.0.7"])
    sent = transport.post("http://mixed.example/", {}, b"{}")
    assert connected == []
    assert "10.0.0.7" in sent.problem


@here
def test_a_private_network_is_reached_only_when_it_is_listed(settings):
    with receiver() as hook:
        settings.WEBHOOK_NETWORKS = []
        assert "not an address of the public internet" in transport.post(hook.url, {}, b"").problem
    assert hook.requests == []


def test_carriers_of_other_addresses_are_told_apart():
    for address in ("64:ff9b::808:808", "2002:808:808::1", "::ffff:8.8.8.8"):
        assert not url_guard.is_allowed(url_guard.ip_address(address))
    assert url_guard.is_allowed(url_guard.ip_address("2606:2800:21f:cb07:6820:80da:af6b:8b2c"))
