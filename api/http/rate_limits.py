"""The rate limit of the API: whom a request is counted for."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from api.http.method_policy import PREVIEW
from cms.previews import signed
from cms.requests.counting import Allowance, Policy, allowance, client_of

# In a request that is answered again, because its reader has waited.
IS_COUNTED = "plenary.counted"


def take(meta: Mapping[str, Any]) -> Allowance | None:
    """Count the request with the headers `meta`; None when there is no limit."""
    if settings.API_RATE_LIMIT is None or IS_COUNTED in meta:
        return None
    return allowance(f"limit:{asker_of(meta)}", Policy(*settings.API_RATE_LIMIT))


def asker_of(meta: Mapping[str, Any]) -> str:
    """The client. For a preview it is the editor: several editors may share one address."""
    if meta.get("PATH_INFO") == PREVIEW:
        token = meta.get("HTTP_AUTHORIZATION", "").partition(" ")[2]
        if ticket := signed(token):
            return f"editor {ticket.user}"
    return client_of(meta)
