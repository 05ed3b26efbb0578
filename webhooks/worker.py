"""The part of the worker that delivers webhooks and purges caches."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from webhooks.delivery import deliver, due
from webhooks.purging import is_behind, purge_caches

logger = logging.getLogger("plenary.webhooks")

INTERVAL = 0.5  # seconds between two looks at the database
PAUSE = 5.0  # seconds after an error that is not an answer of a receiver
HEALTHY_THREADS = 16  # endpoints that are delivered to at the same time
FAILING_THREADS = 8  # endpoints that failed last have threads of their own, and delay no other


class WebhookWorker:
    """Finds the endpoints that are due, and delivers to each in a thread."""

    def __init__(self) -> None:
        self._healthy = ThreadPoolExecutor(HEALTHY_THREADS)
        self._failing = ThreadPoolExecutor(FAILING_THREADS)
        self._caches = ThreadPoolExecutor(1)
        self._running: dict[int, Future] = {}
        self._purge: Future | None = None

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set. When the database is away, wait for it."""
        while not stop.wait(INTERVAL):
            try:
                self.start_due(stop)
            except DatabaseError:
                logger.warning("the database does not answer: webhooks wait", exc_info=True)
            finally:
                close_old_connections()
        for pool in (self._healthy, self._failing, self._caches):
            pool.shutdown(wait=True, cancel_futures=True)

    def start_due(self, stop: threading.Event) -> None:
        self._running = {pk: work for pk, work in self._running.items() if not work.done()}
        if (self._purge is None or self._purge.done()) and is_behind():
            self._purge = self._caches.submit(run_in_thread, purge_caches)
        for endpoint in due(timezone.now()):
            if endpoint.pk not in self._running:
                pool = self._failing if endpoint.failures else self._healthy
                self._running[endpoint.pk] = pool.submit(
                    run_in_thread, deliver, endpoint.pk, stop=stop
                )


def run_in_thread(work: Callable[..., None], *arguments: int, **options: Any) -> None:
    """Do `work` on this thread's own connection. An error is logged, and the work comes again."""
    try:
        work(*arguments, **options)
    except Exception:
        logger.exception("%s failed for %s", work.__name__, arguments or "all")
        time.sleep(PAUSE)
    finally:
        connection.close()
