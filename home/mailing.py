"""Send mail outside the request, so that its duration tells nothing about the address."""

import logging
from uuid import UUID

from django.core.mail import EmailMessage

from cms.requests import beside
from home.models import Subscription

logger = logging.getLogger("plenary.newsletter")


def send(message: EmailMessage, subscription: Subscription) -> None:
    """Send `message`. When that fails, the next request for the address may try again."""
    beside.do(_send, message, subscription.pk)


def _send(message: EmailMessage, uid: UUID) -> None:
    try:
        message.send()
    except Exception as error:  # noqa: BLE001  nothing else reports it
        # Log no message and no traceback: mail servers repeat the address in their errors.
        reason, code = type(error).__name__, getattr(error, "smtp_code", "")
        logger.error("A message of the newsletter was not sent: %s %s", reason, code)
        Subscription.objects.filter(pk=uid).update(messaged_at=None)
