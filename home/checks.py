"""The checks of `manage.py check --deploy` for the newsletter."""

from typing import Any

from django.conf import settings
from django.core import checks


def mail_is_set_up(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Without mail nobody can confirm an address, and readers see no error."""
    messages: list[checks.CheckMessage] = []
    if not settings.EMAIL_IS_CHOSEN:
        messages.append(
            checks.Warning(
                "EMAIL_URL is not set, so Plenary sends the letters of the newsletter through a "
                "mail server on this machine.",
                hint="Set EMAIL_URL. If this machine sends mail, use smtp://localhost:25.",
                id="home.W001",
            )
        )
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        messages.append(
            checks.Warning(
                "The letters of the newsletter come from an address that nobody can answer.",
                hint="Set DEFAULT_FROM_EMAIL to an address of the site.",
                id="home.W002",
            )
        )
    return messages
