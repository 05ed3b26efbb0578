"""The mail to the administrators about an endpoint that is switched off."""

import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail

from webhooks.models import Endpoint

logger = logging.getLogger("plenary.webhooks")


def mail_administrators(endpoint: Endpoint, reason: str) -> None:
    """Send the mail if mail is set up. The dashboard shows the reason in any case."""
    logger.warning("webhook %s is switched off: %s", endpoint.pk, reason)
    if not settings.EMAIL_IS_CHOSEN:
        return
    administrators = get_user_model().objects.filter(is_superuser=True, is_active=True)
    addresses = list(administrators.exclude(email="").values_list("email", flat=True))
    text = (
        f"Plenary has switched off the webhook “{endpoint.name}” and sends it no more messages."
        f"\n\n{reason}\n\n"
        f"You can switch it on again in the admin: {settings.API_ORIGIN}/admin/webhooks/\n"
    )
    for address in addresses:
        try:
            send_mail(f"Webhook “{endpoint.name}” is switched off", text, None, [address])
        except OSError:
            logger.exception("the mail about webhook %s cannot be sent", endpoint.pk)
