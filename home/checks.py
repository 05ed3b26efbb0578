"""The checks of `manage.py check --deploy`: mail for the newsletter, and no demo password."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password
from django.core import checks
from django.db import DatabaseError, connection
from django.db.models import Case, When

from home.demo.users import ADMIN, MEMBERS, PASSWORD

MOST_HASHES = 20  # each one takes up to half a second


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


def no_demo_password(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """The password of the demo users is in the documentation."""
    try:
        names = users_with_demo_password()
    except DatabaseError as error:
        return [
            checks.Warning(
                "The database cannot be read, so nobody knows whether a user has the public "
                f"password of the demo: {str(error).partition(chr(10))[0]}",
                hint="Run this check again where the database is.",
                id="home.W003",
            )
        ]
    if not names:
        return []
    return [
        checks.Error(
            f"These users have the password of the demo, which is public: {', '.join(names)}.",
            hint=f"Delete them, or give them another one: manage.py changepassword {names[0]}",
            id="home.E001",
        )
    ]


def users_with_demo_password() -> list[str]:
    """The names. The demo users are tried first, then superusers, then the oldest users."""
    model = get_user_model()
    if model._meta.db_table not in connection.introspection.table_names():
        return []  # nothing is migrated yet
    demo_users_first = Case(When(username__in=[ADMIN, *MEMBERS], then=0), default=1)
    candidates = model._default_manager.order_by(demo_users_first, "-is_superuser", "pk")
    return sorted(
        user.get_username()
        for user in candidates[:MOST_HASHES]
        if check_password(PASSWORD, user.password)
    )
