"""Python's garbage collector during a publish run."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Look for no garbage inside this block.

    A run makes very many objects and needs all of them until its end. To look through them again
    and again takes a fifth of a large run. What is garbage goes without the collector, but for a
    few objects that refer to each other: these go after the run.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
