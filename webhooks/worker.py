"""The part of the worker that never stops looking who has to be told of something."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from webhooks.delivery import deliver, due
from webhooks.purging import is_behind, tell_caches

logger = logging.getLogger("plenary.hooks")

EVERY = 0.5  # seconds between two looks
PAUSE = 5.0  # seconds after something failed that is no answer of a receiver
CACHES = 0  # no endpoint has this number
AT_WORK = 16  # endpoints that are delivered to at the same time
FAILING = 8  # and as many of those that failed last, which hold nobody else up


class Dispatcher:
    """Looks for endpoints that are due, and gives each to a thread."""

    def __init__(self) -> None:
        self._pools = {False: ThreadPoolExecutor(AT_WORK), True: ThreadPoolExecutor(FAILING)}
        self._running: dict[int, Future] = {}

    def run(self, stop: threading.Event) -> None:
        """Look again and again until `stop`. A database that is away is waited for."""
        while not stop.wait(EVERY):
            try:
                self.look(stop)
            except DatabaseError:
                logger.warning("the database does not answer: webhooks wait", exc_info=True)
            finally:
                close_old_connections()
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)

    def look(self, stop: threading.Event) -> None:
        self._running = {pk: each for pk, each in self._running.items() if not each.done()}
        if CACHES not in self._running and is_behind():
            self._running[CACHES] = self._pools[True].submit(alone, tell_caches)
        for endpoint in due(timezone.now()):
            if endpoint.pk not in self._running:
                pool = self._pools[endpoint.failures > 0]
                self._running[endpoint.pk] = pool.submit(alone, deliver, endpoint.pk, stop=stop)


def alone(work: Callable[..., None], *arguments: int, **options: Any) -> None:
    """`work` on a connection of this thread. What fails is in the log and comes again."""
    try:
        work(*arguments, **options)
    except Exception:
        logger.exception("%s failed for %s", work.__name__, arguments or "all")
        time.sleep(PAUSE)
    finally:
        connection.close()
