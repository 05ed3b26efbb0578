"""What the site server is told."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from .connections import UNIX

Number = TypeVar("Number", int, float)
LARGEST_NUMBER = 1_000_000_000


@dataclass(frozen=True)
class Config:
    """`api` and `site` are public origins. The server itself asks the API at `asks`, which may be
    the socket of a server on the same machine: `unix:/run/plenary/server`.
    """

    api: str
    site: str
    asks: str = ""
    language: str = "en"
    # For so long a known page is given out without asking the API whether it has changed.
    fresh_seconds: float = 1.0
    # A reader waits no longer for the API.
    timeout: float = 8.0
    proxies: int = 0
    security_contact: str = ""

    @property
    def api_address(self) -> str:
        return self.asks or self.api

    @property
    def api_host(self) -> str:
        return urlsplit(self.api).netloc


def from_environment(environment: Mapping[str, str] = os.environ) -> Config:
    """The settings that the API reads, too, and two of the site's own."""
    return Config(
        api=origin("API_ORIGIN", environment, "http://localhost:8000"),
        site=origin("FRONTEND_ORIGIN", environment, "http://localhost:8001"),
        asks=origin("SITE_API_ADDRESS", environment, "", takes_socket=True),
        language=environment.get("LANGUAGE_CODE", "en"),
        fresh_seconds=number(float, "SITE_FRESH_SECONDS", environment, 1.0),
        proxies=number(int, "TRUSTED_PROXY_COUNT", environment, 0),
        security_contact=environment.get("SECURITY_CONTACT", ""),
    )


def origin(
    name: str, environment: Mapping[str, str], default: str, *, takes_socket: bool = False
) -> str:
    """An address without a path: paths of the site begin at its root."""
    value = environment.get(name, default).rstrip("/")
    scheme, _mark, host = value.partition("://")
    is_origin = scheme in ("http", "https") and host and "/" not in host
    if value and not is_origin and not (takes_socket and value.startswith(UNIX)):
        raise SystemExit(f"{name} is {value!r}: write an origin, https://example.org.")
    return value


def number(
    kind: type[Number], name: str, environment: Mapping[str, str], default: Number
) -> Number:
    value = environment.get(name) or default
    try:
        amount = kind(value)
    except ValueError:
        amount = kind(-1)
    if not 0 <= amount < LARGEST_NUMBER:
        raise SystemExit(f"{name} is {value!r}: write a number from 0, such as {default}.")
    return amount
