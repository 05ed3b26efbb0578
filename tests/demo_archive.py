"""The demo archive."""

from io import StringIO

from django.core.management import call_command
from django.test import TestCase

from tests.shared import shared


def run_demo(*args: str) -> str:
    """Run `manage.py demo` as a process of its own would: with what follows its commit."""
    out = StringIO()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("demo", *args, stdout=out)
    return out.getvalue()


@shared
def demo() -> None:
    """The demo archive."""
    run_demo("--no-users")
