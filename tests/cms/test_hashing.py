"""Who signs in takes no processor from readers."""

import os
import sys
import threading

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, make_password

from cms.requests import hashing
from cms.requests.hashing import GivingWayHasher


@pytest.fixture(autouse=True)
def hashers(settings, monkeypatch):
    settings.PASSWORD_HASHERS = ["cms.requests.hashing.GivingWayHasher"]
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 10)


def test_a_password_of_before_is_still_right():
    before = PBKDF2PasswordHasher().encode("secret", "salt", 10)
    assert check_password("secret", before)
    assert not check_password("wrong", before)
    assert make_password("secret", "salt") == before


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows threads that give way")
def test_hashing_gives_way_and_the_thread_of_the_request_does_not():
    GivingWayHasher().encode("secret", "salt")
    assert hashing._idle.submit(os.sched_getscheduler, 0).result() == os.SCHED_IDLE
    assert os.sched_getscheduler(0) == os.SCHED_OTHER


def test_on_a_machine_that_is_never_idle_somebody_signs_in_all_the_same(monkeypatch):
    monkeypatch.setattr(hashing, "PATIENCE", 0.05)
    idle = threading.Event()
    hashing._idle.submit(idle.wait, 10)
    assert check_password("secret", PBKDF2PasswordHasher().encode("secret", "salt", 10))
    idle.set()


def test_one_password_is_hashed_at_a_time(monkeypatch):
    at_once, most = 0, 0
    encode = PBKDF2PasswordHasher.encode

    def counted(self, *args):
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        try:
            return encode(self, *args)
        finally:
            at_once -= 1

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)
    threads = [threading.Thread(target=make_password, args=("secret",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
