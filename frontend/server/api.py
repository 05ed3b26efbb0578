"""Asking the API, as any front end does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import orjson
import urllib3

from .config import Config
from .connections import pool_of

Json = dict[str, Any]
Query = Sequence[tuple[str, str]]
Headers = Mapping[str, str]

NO_HEADERS: Headers = {}
ROOT = "/api/v1/"

PAUSE = "30"  # seconds, when the API does not say when to come back


class Unavailable(Exception):
    """The API cannot answer now: it is away, too slow, or asks for a pause."""

    def __init__(self, status: int, retry_after: str = PAUSE) -> None:
        super().__init__(f"The API answered with {status}.")
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True)
class ApiAnswer:
    """What the API said. `data` is None when it said 304."""

    status: int
    data: Any
    headers: Headers

    @property
    def etag(self) -> str:
        return self.headers.get("ETag", "")


class Api:
    """The API at one address. Connections are kept."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.pool = pool_of(config.api_address, config.timeout)
        # A server behind a proxy asks for HTTPS. The way from here to it is not a public one.
        scheme = urlsplit(config.api).scheme
        self.headers = {"Host": config.api_host, "X-Forwarded-Proto": scheme}

    def get(self, path: str, query: Query = (), headers: Headers = NO_HEADERS) -> ApiAnswer:
        """Raises `Unavailable`."""
        return self._send("GET", f"{path}?{urlencode(query)}" if query else path, None, headers)

    def post(self, path: str, data: Json, headers: Headers = NO_HEADERS) -> ApiAnswer:
        """Raises `Unavailable`."""
        return self._send("POST", path, orjson.dumps(data), headers)

    def _send(self, method: str, path: str, body: bytes | None, headers: Headers) -> ApiAnswer:
        sent = {**self.headers, "Accept": "application/json, */*;q=0.1", **headers}
        if body is not None:
            sent["Content-Type"] = "application/json"
        try:
            response = self.pool.request(method, ROOT + path, body=body, headers=sent)
        except urllib3.exceptions.HTTPError as error:
            raise Unavailable(503) from error
        status = response.status
        if status == 429 or status >= 500:
            wait = response.headers.get("Retry-After", PAUSE)
            raise Unavailable(429 if status == 429 else 503, wait)
        try:
            data = read(response) if status != 304 else None
        except orjson.JSONDecodeError as error:  # what answers is not the API
            raise Unavailable(503) from error
        return ApiAnswer(status, data, response.headers)


def read(response: urllib3.BaseHTTPResponse) -> Any:
    """The body: JSON, or the bytes of the few files that are not."""
    is_json = "json" in response.headers.get("Content-Type", "application/json")
    return orjson.loads(response.data) if is_json else response.data
