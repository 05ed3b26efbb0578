"""A backup that comes back."""

from contextlib import contextmanager
from io import StringIO

from django.core.management import call_command
from django.db import transaction
from django.test import TestCase

from cms.signals import swept
from tests.archive.helpers import settle


@contextmanager
def taken_back():
    """What is done in here is committed, and lost when a backup from before it comes back."""
    with transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=True):
            yield
        settle()
        swept.send(sender=None)
        transaction.set_rollback(True)


def restore_check() -> list[str]:
    out = StringIO()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("restore_check", stdout=out)
    return out.getvalue().splitlines()
