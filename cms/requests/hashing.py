"""Passwords are hashed one at a time and with what readers leave of the processors."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

from django.contrib.auth.hashers import PBKDF2PasswordHasher

PATIENCE = 3.0  # seconds, after which a machine that is never idle checks the password all the same


def _give_way() -> None:
    """Run this thread only while nobody else asks for its processor. Only Linux can do that."""
    if sys.platform == "linux":
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


# Of its own: the thread of a request could not get its priority back.
_idle = ThreadPoolExecutor(max_workers=1, initializer=_give_way, thread_name_prefix="hashing")


class GivingWayHasher(PBKDF2PasswordHasher):
    """Django's own, beside the thread of the request. While it computes, Python goes on."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        hashing = _idle.submit(super().encode, password, salt, iterations)
        try:
            return hashing.result(PATIENCE)
        except TimeoutError:
            hashing.cancel()
            return super().encode(password, salt, iterations)
