"""Where the servers of one machine listen, and what stands in their way."""

import errno
import socket
from collections.abc import Iterable
from ipaddress import ip_address

from django.conf import settings
from django.core.management.base import CommandError

# A browser tries both for "localhost", and would reach whoever listens on one of them.
LOCALHOST = ["127.0.0.1", "::1"]


def host() -> str:
    """The address that HOST names, as the servers take it."""
    try:
        return str(ip_address("127.0.0.1" if settings.HOST == "localhost" else settings.HOST))
    except ValueError as error:
        raise CommandError(
            f"HOST is “{settings.HOST}”: write an address of this machine, 127.0.0.1 for you "
            "alone or 0.0.0.0 for your network.",
            returncode=2,
        ) from error


def own_server() -> str:
    """Where this machine itself reaches the server, whatever its public address is."""
    listens = ip_address(host())
    if listens.is_unspecified:
        listens = ip_address("::1" if listens.version == 6 else "127.0.0.1")
    name = f"[{listens}]" if listens.version == 6 else str(listens)
    return f"http://{name}:{settings.PORT}"


def family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def insist_on_free_ports() -> None:
    """Raise CommandError unless both servers can listen."""
    if settings.PORT == settings.FRONTEND_PORT:
        raise CommandError(
            f"PORT and FRONTEND_PORT are both {settings.PORT}. Choose another one: "
            f"make run FRONTEND_PORT={another(settings.PORT)}",
            returncode=2,
        )
    for name in ("PORT", "FRONTEND_PORT"):
        insist_on_free_port(name, [host(), *LOCALHOST])


def insist_on_free_port(name: str, addresses: Iterable[str]) -> None:
    """Raise CommandError when the port in the setting `name` is taken on one of `addresses`."""
    port = getattr(settings, name)
    choose = f"Choose another one: make run {name}={another(port)}"
    for address in dict.fromkeys(addresses):
        match probe(address, port):
            case errno.EADDRINUSE:
                raise CommandError(f"Port {port} is taken on {address}. {choose}", returncode=2)
            case errno.EACCES:
                raise CommandError(f"Port {port} is for root alone. {choose}", returncode=2)
            case problem if problem and address not in LOCALHOST:  # there may be no IPv6
                raise CommandError(
                    f"HOST is “{address}”, which is no address of this machine.", returncode=2
                )


def probe(address: str, port: int) -> int:
    """The number of the error with which nobody can listen there, else 0."""
    try:
        with socket.socket(family(address)) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family(address) == socket.AF_INET6:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            listener.bind((address, port))
    except OSError as error:
        return error.errno or errno.EINVAL
    return 0


def another(port: int) -> int:
    return port + 10 if 1024 <= port < 65_000 else 8010
