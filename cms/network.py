"""Where requests come from, behind trusted proxies, and which origins are of this machine."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def is_development_machine() -> bool:
    """Whether nobody but the developer is meant to get here: then a known password does no harm."""
    origins = (settings.API_ORIGIN, settings.FRONTEND_ORIGIN)
    return settings.DEBUG and all(map(is_of_this_machine, origins))


def is_of_this_machine(origin: str) -> bool:
    """Whether an origin is one that only this machine can reach."""
    try:
        host = urlsplit(origin).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # another name, or no name at all
        return False


def client_address(request: HttpRequest) -> str:
    """The address of the client of `request`."""
    return address_in(request.META)


def address_in(meta: Mapping[str, Any]) -> str:
    """The address of the connection, or the one in the headers of trusted proxies.

    Only the last TRUSTED_PROXY_COUNT entries of X-Forwarded-For come from trusted proxies. A client
    can forge the entries before them.
    """
    address = meta.get("REMOTE_ADDR", "")
    hops = settings.TRUSTED_PROXY_COUNT
    if not hops:
        return address
    forwarded = meta.get("HTTP_X_FORWARDED_FOR", "")
    chain = [part.strip() for part in forwarded.split(",") if part.strip()]
    return _without_port(chain[-hops]) if len(chain) >= hops else address


def _without_port(text: str) -> str:
    """The address without its port: "192.0.2.7:4711", "[2001:db8::7]:4711"."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    host, _colon, port = text.partition(":")
    return text if ":" in port else host
