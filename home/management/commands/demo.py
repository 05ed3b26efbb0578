"""`manage.py demo`: load the demo archive."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cms.network import is_development_machine
from home.demo.archive import build
from home.demo.users import make_users


class Command(BaseCommand):
    help = (
        "Load the demo archive: one conference series with its editions. The command changes no "
        "existing record, so you can run it again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--no-users",
            action="store_true",
            help="make no demo users (required on a public server)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with_users = not options["no_users"]
        if with_users and not is_development_machine():
            raise CommandError(
                "The demo users have a public password. They need DEBUG, and an API_ORIGIN and a "
                "FRONTEND_ORIGIN on this machine. Anywhere else, use --no-users.",
                returncode=2,
            )
        try:
            with transaction.atomic():
                made = build()
                if with_users:
                    make_users()
        except ValidationError as error:
            problems = "; ".join(error.messages)
            raise CommandError(f"The demo archive cannot be loaded: {problems}") from error
        self.stdout.write(f"The demo archive is complete. Records made or changed: {made}")
