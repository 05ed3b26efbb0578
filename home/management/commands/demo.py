"""`manage.py demo`: an archive to look at."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from home.demo.archive import build
from home.demo.users import make_users


class Command(BaseCommand):
    help = (
        "Put the demo archive into this database: one conference series with its editions. What "
        "is there already is left as it is, so running it again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--no-users",
            action="store_true",
            help="make no demo users; without DEBUG nothing else is possible",
        )

    def handle(self, *args, **options) -> None:
        with_users = not options["no_users"]
        if with_users and not settings.DEBUG:
            raise CommandError(
                "The demo users have a public password. Without DEBUG, give --no-users.",
                returncode=2,
            )
        try:
            with transaction.atomic():
                made = build()
                if with_users:
                    make_users()
        except ValidationError as error:
            problems = "; ".join(error.messages)
            raise CommandError(f"The demo archive finds no place here: {problems}") from error
        self.stdout.write(f"The demo archive is complete. Records made or changed: {made}")
