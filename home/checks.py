"""What a public server needs for the newsletter, said by `manage.py check --deploy`."""

from typing import Any

from django.conf import settings
from django.core import checks


def mail_is_set_up(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Without mail nobody can confirm an address, and no reader would ever learn why."""
    found: list[checks.CheckMessage] = []
    if not settings.EMAIL_IS_CHOSEN:
        found.append(
            checks.Warning(
                "EMAIL_URL is not set, so the newsletter's letters go to a mail server on this "
                "machine.",
                hint="Set EMAIL_URL; if this machine does send mail, to smtp://localhost:25.",
                id="home.W001",
            )
        )
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        found.append(
            checks.Warning(
                "The newsletter's letters come from an address that nobody can answer.",
                hint="Set DEFAULT_FROM_EMAIL to an address of the site.",
                id="home.W002",
            )
        )
    return found
