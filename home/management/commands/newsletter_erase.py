"""`manage.py newsletter_erase ADDRESS`: delete an address from the newsletter."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.newsletter import erase


class Command(BaseCommand):
    help = "Delete an address from the newsletter when its owner asks for it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address")

    def handle(self, *args: Any, **options: Any) -> None:
        if not erase(options["address"]):
            raise CommandError("This address is not on the list.", returncode=2)
        self.stdout.write("The address is deleted.")
