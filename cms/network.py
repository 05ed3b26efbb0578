"""The address of the client, behind trusted proxies."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest


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
