"""Which IP addresses Plenary connects to: public ones, and those in WEBHOOK_NETWORKS.

A name can resolve to another address a moment later. So Plenary checks each address that a name
resolves to, and connects to the checked address.
"""

import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

IPAddress = IPv4Address | IPv6Address

PORTS = {"http": 80, "https": 443}
LOWEST_OTHER_PORT = 1024
# Their addresses hold an IPv4 address, and a gateway may lead to it.
IPV4_CARRIERS = [
    IPv6Network(network)
    for network in (
        "::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16",
    )
]  # fmt: skip


class UrlRefused(Exception):
    """Plenary does not connect to the URL. The message says why."""


def is_allowed(address: IPAddress) -> bool:
    """Whether `address` is public or in one of WEBHOOK_NETWORKS."""
    if any(address in network for network in settings.WEBHOOK_NETWORKS):
        return True
    if isinstance(address, IPv6Address) and (
        address.is_site_local or any(address in network for network in IPV4_CARRIERS)
    ):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def split(url: str) -> SplitResult:
    """The parts of `url`. Raises UrlRefused unless it is a plain address of a web server."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UrlRefused("This is not the address of a web server.") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise UrlRefused("Enter an address that begins with https:// or http://.")
    if "@" in parts.netloc or "\\" in url or not url.isascii() or any(map(str.isspace, url)):
        raise UrlRefused(
            "Enter the address without a user name, a password, spaces or letters outside ASCII."
        )
    if port is not None and port not in PORTS.values() and port < LOWEST_OTHER_PORT:
        raise UrlRefused(
            f"Port {port} belongs to another service. Use 80, 443, or a port from 1024."
        )
    return parts


def port_of(parts: SplitResult) -> int:
    return parts.port or PORTS[parts.scheme]


def resolve(parts: SplitResult) -> list[IPAddress]:
    """The addresses of the host. Raises UrlRefused when one of them is not allowed."""
    try:
        infos = socket.getaddrinfo(parts.hostname, port_of(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UrlRefused(f"The name {parts.hostname} has no address.") from error
    return _check(infos)


def check_url(url: str) -> None:
    """Validate what an editor enters. It asks no name server, so it cannot be slow.

    It checks numeric addresses in every form. Names are checked when Plenary sends a message.
    """
    try:
        parts = split(url)
        host = (parts.hostname or "").rstrip(".")
        if host == "localhost" or host.endswith(".localhost"):
            host = "127.0.0.1"
        try:
            infos = socket.getaddrinfo(
                host, port_of(parts), type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
            )
        except (OSError, UnicodeError):
            return
        _check(infos)
    except UrlRefused as refused:
        raise ValidationError(str(refused)) from refused


def _check(infos: Iterable[tuple]) -> list[IPAddress]:
    addresses = [ip_address(info[4][0].partition("%")[0]) for info in infos]
    for address in addresses:
        if not is_allowed(address):
            raise UrlRefused(f"{address} is not an address of the public internet.")
    return addresses
