"""Telling people that an endpoint was switched off."""

import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail

from webhooks.models import Endpoint

logger = logging.getLogger("plenary.hooks")


def tell_of(endpoint: Endpoint, reason: str) -> None:
    """Write to the administrators, where mail is set up; the dashboard says it in any case."""
    logger.warning("webhook %s is switched off: %s", endpoint.pk, reason)
    if not settings.EMAIL_IS_CHOSEN:
        return
    administrators = get_user_model().objects.filter(is_superuser=True, is_active=True)
    addresses = list(administrators.exclude(email="").values_list("email", flat=True))
    words = (
        f"The webhook “{endpoint.name}” is switched off and gets nothing any more.\n\n{reason}\n\n"
        f"Look at it under Webhooks in the admin: {settings.API_ORIGIN}/admin/webhooks/\n"
    )
    for address in addresses:
        try:
            send_mail(f"Webhook “{endpoint.name}” is switched off", words, None, [address])
        except OSError:
            logger.exception("no mail could be sent about webhook %s", endpoint.pk)
