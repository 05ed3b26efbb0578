"""The demo archive, built once for a module of tests and taken away after it."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase


def run_demo(*args: str) -> str:
    """Run `manage.py demo` as a process of its own would: with what follows its commit."""
    out = StringIO()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("demo", *args, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def built_demo(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        run_demo("--no-users")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(built_demo, db):
    """The demo archive, in a transaction of the test's own."""
