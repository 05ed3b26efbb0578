"""Limits of requests, counted exactly: in Redis if there is one, else in this process."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.cache import cache

from cms.network import address_in

logger = logging.getLogger("plenary.limits")

# One atomic step in Redis, so that two requests never count as one.
COUNT = """
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('PTTL', KEYS[1])}
"""
MOST_CLIENTS = 10_000  # that one process remembers
PAUSE = 5.0  # seconds without Redis after it did not answer


@dataclass(frozen=True)
class Policy:
    """`quota` requests in `seconds` seconds."""

    quota: int
    seconds: int


@dataclass(frozen=True)
class Allowance:
    """What a client has left, and the seconds until its limit is reset."""

    policy: Policy
    used: int
    reset: int

    @property
    def is_exceeded(self) -> bool:
        return self.used > self.policy.quota

    @property
    def headers(self) -> Mapping[str, str]:
        """As draft-ietf-httpapi-ratelimit-headers has them."""
        remaining = max(0, self.policy.quota - self.used)
        return {
            "RateLimit-Policy": f'"default";q={self.policy.quota};w={self.policy.seconds}',
            "RateLimit": f'"default";r={remaining};t={self.reset}',
        }


def allowance(name: str, policy: Policy) -> Allowance:
    """Count one more request of `name`, and return what `policy` leaves."""
    used, seconds = count(cache.make_key(name), policy.seconds)
    return Allowance(policy, used, max(1, ceil(seconds)))


def client_of(meta: Mapping[str, Any]) -> str:
    """The client's address. IPv6: its /64 network, because one client can own all of it."""
    return _network_of(address_in(meta))


@lru_cache(maxsize=1000)
def _network_of(text: str) -> str:
    try:
        address = ip_address(text)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)


def count(key: str, seconds: int) -> tuple[int, float]:
    """The number of this request in its window, and the seconds until the window ends."""
    if "redis" not in settings.CACHES["default"]["BACKEND"].lower():
        return here.count(key, seconds)
    return _count_in_redis(key, seconds)


_silent_until = 0.0


def _count_in_redis(key: str, seconds: int) -> tuple[int, float]:
    """Count in Redis. If Redis is away, each process counts alone, and the limit holds for each."""
    global _silent_until  # noqa: PLW0603  the process knows of its Redis
    from django_redis import get_redis_connection  # 23 MB, not needed without Redis
    from redis.exceptions import RedisError

    if time.monotonic() >= _silent_until:
        try:
            used, milliseconds = get_redis_connection("default").eval(COUNT, 1, key, seconds * 1000)
            return used, milliseconds / 1000
        except RedisError:
            _silent_until = time.monotonic() + PAUSE
            logger.warning("Redis does not answer: requests are counted by each process")
    return here.count(key, seconds)


class ProcessCounter:
    """Windows in the memory of this process. The oldest ones go first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._windows: dict[str, tuple[int, float]] = {}

    def count(self, key: str, seconds: int) -> tuple[int, float]:
        now = time.monotonic()
        with self._lock:
            used, until = self._windows.get(key, (0, 0.0))
            if until <= now:
                used, until = 0, now + seconds
                self._windows.pop(key, None)
                if len(self._windows) >= MOST_CLIENTS:
                    del self._windows[next(iter(self._windows))]
            self._windows[key] = (used + 1, until)
        return used + 1, until - now

    def clear(self) -> None:
        with self._lock:
            self._windows.clear()


here = ProcessCounter()
