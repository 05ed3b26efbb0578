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
    return chain[-hops] if len(chain) >= hops else address
