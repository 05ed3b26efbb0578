"""`manage.py newsletter_erase ADDRESS`: somebody asks to be deleted."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.newsletter import erase


class Command(BaseCommand):
    help = "Delete an address from the newsletter's list, on request of its owner."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address")

    def handle(self, *args, **options) -> None:
        if not erase(options["address"]):
            raise CommandError("This address is not on the list.", returncode=2)
        self.stdout.write("The address is deleted.")
