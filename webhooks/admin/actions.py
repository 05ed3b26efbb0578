"""What can be done with an endpoint, each by a button of its page. Nothing here sends anything:
a receiver may be slow, and the worker is what waits for it."""

from typing import Any

from django.utils import timezone

from webhooks.admin.forms import ReplayForm
from webhooks.models import Endpoint

SHOWN_BEFORE = "The secret was shown before. Make a new one if it is lost."
NO_PING = "It is switched off, so no test message is sent. Switch it on first."


def ask_ping(endpoint: Endpoint) -> str:
    """For one that is switched on: the worker passes the others by."""
    endpoint.ping_asked_at = endpoint.next_try_at = timezone.now()
    endpoint.save(update_fields=["ping_asked_at", "next_try_at"])
    return "A test message is on its way. Load this page again to see the answer."


def rotate(endpoint: Endpoint) -> str:
    endpoint.rotate()
    return "There is a new secret. For 24 hours the one before it signs as well."


def switch_on(endpoint: Endpoint) -> str:
    endpoint.try_now()
    return "It is switched on, and gets what it has missed."


def switch_off(endpoint: Endpoint) -> str:
    endpoint.is_active = False
    endpoint.save(update_fields=["is_active"])
    return "It is switched off. What is published meanwhile follows when it is on again."


def replay(endpoint: Endpoint, form: ReplayForm) -> str:
    # What it has not been told of yet is not left out: that follows by itself.
    endpoint.cursor, endpoint.next_try_at = min(endpoint.cursor, form.cursor()), timezone.now()
    endpoint.save(update_fields=["cursor", "next_try_at"])
    when = "is sent again" if endpoint.is_active else "is sent again when it is switched on"
    return f"Everything after number {endpoint.cursor} {when}, each record at its newest."


def take_secret(endpoint: Endpoint) -> str | None:
    """The secret, for the one time that it is shown; None when that was before."""
    unseen = Endpoint.objects.filter(pk=endpoint.pk, is_secret_shown=False)
    return endpoint.secret if unseen.update(is_secret_shown=True) else None


SIMPLE: dict[str, Any] = {
    "ping": ask_ping,
    "rotate": rotate,
    "on": switch_on,
    "off": switch_off,
}
