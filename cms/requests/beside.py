"""Work beside a request. It goes on after the answer, whose duration so tells nothing about it."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.db import connection

_workers = ThreadPoolExecutor(max_workers=3, thread_name_prefix="beside")
_under_way: set[Future] = set()


def do(work: Callable[..., None], *args: Any, **options: Any) -> None:
    """Do `work` soon. It reports its own errors, because nothing else does."""
    future = _workers.submit(_do, work, *args, **options)
    _under_way.add(future)
    future.add_done_callback(_under_way.discard)


def _do(work: Callable[..., None], *args: Any, **options: Any) -> None:
    try:
        work(*args, **options)
    finally:
        connection.close()


def wait() -> None:
    """Wait until all of it is done."""
    for future in list(_under_way):
        future.result()
