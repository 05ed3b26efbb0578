"""What the site server is told."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from .connections import UNIX


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
        asks=origin("SITE_API_ADDRESS", environment, ""),
        language=environment.get("LANGUAGE_CODE", "en"),
        fresh_seconds=float(environment.get("SITE_FRESH_SECONDS", "1")),
        proxies=int(environment.get("TRUSTED_PROXY_COUNT", "0")),
        security_contact=environment.get("SECURITY_CONTACT", ""),
    )


def origin(name: str, environment: Mapping[str, str], default: str) -> str:
    value = environment.get(name, default).rstrip("/")
    if value and not value.startswith(("http://", "https://", UNIX)):
        raise SystemExit(f"{name} is {value!r}: give an address that begins with http or https.")
    return value
