"""Who is asking, behind proxies that are known."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the client of `request`."""
    return address_in(request.META)


def address_in(meta: Mapping[str, Any]) -> str:
    """The address of the client: that of the connection, or the one the nearest proxies wrote.

    Only the last TRUSTED_PROXY_COUNT entries of X-Forwarded-For come from proxies of ours. What
    stands before them is the client's own claim, and is not believed.
    """
    address = meta.get("REMOTE_ADDR", "")
    hops = settings.TRUSTED_PROXY_COUNT
    if not hops:
        return address
    forwarded = meta.get("HTTP_X_FORWARDED_FOR", "")
    chain = [part.strip() for part in forwarded.split(",") if part.strip()]
    return _without_port(chain[-hops]) if len(chain) >= hops else address


def _without_port(text: str) -> str:
    """The address in what some proxies write: "192.0.2.7:4711", "[2001:db8::7]:4711"."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    host, _colon, port = text.partition(":")
    return text if ":" in port else host
