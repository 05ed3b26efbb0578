"""A cache that understands PURGE, as Varnish does: URLs, and keys in `Surrogate-Key`.

Wagtail's own backend only logs a failure. This one raises an error, so that the purge is
sent again.
"""

import logging
from collections.abc import Iterable
from http.client import InvalidURL
from urllib.parse import urlsplit
from urllib.request import urlopen

from wagtail.contrib.frontend_cache.backends import BaseBackend
from wagtail.contrib.frontend_cache.backends.http import PurgeRequest

logger = logging.getLogger("plenary.webhooks")

TIMEOUT = 5.0  # seconds


class PurgingCache(BaseBackend):
    """LOCATION is the address of the cache: "http://10.1.0.2:6081"."""

    def __init__(self, params: dict) -> None:
        super().__init__(params)
        self.location = params["LOCATION"].rstrip("/")

    def purge(self, url: str) -> None:
        parts = urlsplit(url)
        query = f"?{parts.query}" if parts.query else ""
        try:
            self._send(f"{parts.path}{query}", {"Host": parts.netloc})
        except (ValueError, InvalidURL):
            # It would fail every time and hold up everything behind it.
            logger.exception("the cache cannot purge %s", url)

    def purge_keys(self, keys: Iterable[str]) -> None:
        self._send("/", {"Surrogate-Key": " ".join(keys)})

    def _send(self, path: str, headers: dict[str, str]) -> None:
        request = PurgeRequest(f"{self.location}{path}", headers=headers)
        urlopen(request, timeout=TIMEOUT).close()  # noqa: S310  an operator set the address
