"""Which addresses may be connected to: public ones, and the private networks that are listed.

A name is no protection, since it can mean another address a moment later. So what is checked is
each address that a name resolves to, and the connection then goes to that very address.
"""

import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

Address = IPv4Address | IPv6Address

PORTS = {"http": 80, "https": 443}
LEAST_FREE_PORT = 1024
# They carry an IPv4 address, and a gateway may lead to it.
CARRIERS = [
    IPv6Network(each)
    for each in (
        "::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16",
    )
]  # fmt: skip


class Refused(Exception):
    """An address that is not connected to; the words say why."""


def is_allowed(address: Address) -> bool:
    """Whether `address` is one of the public internet, or in a network of WEBHOOK_NETWORKS."""
    if any(address in network for network in settings.WEBHOOK_NETWORKS):
        return True
    if isinstance(address, IPv6Address) and (
        address.is_site_local or any(address in each for each in CARRIERS)
    ):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def split(url: str) -> SplitResult:
    """The parts of `url`. Raises Refused for what is no plain address of a web server."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused("This is no address of a web server.") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise Refused("Write an address that begins with https:// or http://.")
    if "@" in parts.netloc or "\\" in url or not url.isascii() or any(map(str.isspace, url)):
        raise Refused("Write the address without a name, a password, spaces or unusual letters.")
    if port is not None and port not in PORTS.values() and port < LEAST_FREE_PORT:
        raise Refused(f"Port {port} belongs to something else: use 80, 443, or one from 1024 on.")
    return parts


def port_of(parts: SplitResult) -> int:
    return parts.port or PORTS[parts.scheme]


def resolve(parts: SplitResult) -> list[Address]:
    """The addresses of the host. Raises Refused when one of them is not allowed."""
    try:
        found = socket.getaddrinfo(parts.hostname, port_of(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(f"The name {parts.hostname} is not known.") from error
    return _insist_on(found)


def check_url(url: str) -> None:
    """A validator for what an editor types: it asks nobody, and so cannot be slow.

    Numbers in any of their forms are looked at now, names when something is sent.
    """
    try:
        parts = split(url)
        host = (parts.hostname or "").rstrip(".")
        if host == "localhost" or host.endswith(".localhost"):
            host = "127.0.0.1"
        try:
            found = socket.getaddrinfo(
                host, port_of(parts), type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
            )
        except (OSError, UnicodeError):
            return
        _insist_on(found)
    except Refused as refused:
        raise ValidationError(str(refused)) from refused


def _insist_on(found: Iterable[tuple]) -> list[Address]:
    addresses = [ip_address(each[4][0].partition("%")[0]) for each in found]
    for address in addresses:
        if not is_allowed(address):
            raise Refused(f"{address} is not an address of the public internet.")
    return addresses
