"""The actions on an endpoint, each a button of its page.

Nothing here sends a message. A receiver may be slow, so the worker waits for it.
"""

from typing import Any

from django.utils import timezone

from webhooks.admin.forms import ReplayForm
from webhooks.models import Endpoint

ALREADY_SHOWN = "The secret was shown before. If it is lost, make a new one."
NO_PING = "This webhook is switched off. Switch it on before you send a test message."


def ask_ping(endpoint: Endpoint) -> str:
    """Ask the worker for a test message. It skips endpoints that are switched off."""
    endpoint.ping_asked_at = endpoint.next_try_at = timezone.now()
    endpoint.save(update_fields=["ping_asked_at", "next_try_at"])
    return "Plenary sends a test message. Reload this page to see the answer."


def rotate(endpoint: Endpoint) -> str:
    endpoint.rotate()
    return "The webhook has a new secret. For 24 hours Plenary also signs with the previous one."


def switch_on(endpoint: Endpoint) -> str:
    endpoint.try_now()
    return "The webhook is switched on. Plenary sends what it has missed."


def switch_off(endpoint: Endpoint) -> str:
    endpoint.is_active = False
    endpoint.save(update_fields=["is_active"])
    return "The webhook is switched off. When you switch it on, Plenary sends what it has missed."


def replay(endpoint: Endpoint, form: ReplayForm) -> str:
    # The cursor never moves forward: messages that were not sent yet must not be lost.
    endpoint.cursor, endpoint.next_try_at = min(endpoint.cursor, form.cursor()), timezone.now()
    endpoint.save(update_fields=["cursor", "next_try_at"])
    when = "again" if endpoint.is_active else "again when you switch this webhook on"
    return (
        f"Plenary sends everything after number {endpoint.cursor} {when}. "
        "It sends each record as it is now."
    )


def take_secret(endpoint: Endpoint) -> str | None:
    """The secret, the one time that Plenary shows it. None when it was shown before."""
    unseen = Endpoint.objects.filter(pk=endpoint.pk, is_secret_shown=False)
    return endpoint.secret if unseen.update(is_secret_shown=True) else None


SIMPLE: dict[str, Any] = {
    "ping": ask_ping,
    "rotate": rotate,
    "on": switch_on,
    "off": switch_off,
}
