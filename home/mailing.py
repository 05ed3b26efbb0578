"""Send mail outside the request, so that its duration tells nothing about the address."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from uuid import UUID

from django.core.mail import EmailMessage
from django.db import connection

from home.models import Subscription

logger = logging.getLogger("plenary.newsletter")

_senders = ThreadPoolExecutor(max_workers=2, thread_name_prefix="newsletter")
_under_way: set[Future] = set()


def send(message: EmailMessage, subscription: Subscription) -> None:
    """Send `message`. When that fails, the next request for the address may try again."""
    future = _senders.submit(_send, message, subscription.pk)
    _under_way.add(future)
    future.add_done_callback(_under_way.discard)


def _send(message: EmailMessage, uid: UUID) -> None:
    try:
        message.send()
    except Exception as error:  # noqa: BLE001  nothing else reports it
        # Log no message and no traceback: mail servers repeat the address in their errors.
        reason, code = type(error).__name__, getattr(error, "smtp_code", "")
        logger.error("A message of the newsletter was not sent: %s %s", reason, code)
        Subscription.objects.filter(pk=uid).update(messaged_at=None)
        connection.close()


def wait() -> None:
    """Wait until all messages are sent."""
    for future in list(_under_way):
        future.result()
