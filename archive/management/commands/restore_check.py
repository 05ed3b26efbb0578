"""`manage.py restore_check`: what to run after a backup of the database came back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.ledger.restored import bring_up_to_date


class Command(BaseCommand):
    help = (
        "Bring a restored database up to the ledger: erase, redact and revoke again what had "
        "ended, skip the numbers that were given, and list what the backup has lost."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        try:
            for sentence in bring_up_to_date():
                self.stdout.write(sentence)
                count += 1
        except (OSError, ValueError) as error:
            raise CommandError(f"The ledger cannot be read: {error}", returncode=2) from error
        if not count:
            self.stdout.write("The database has all that the ledger knows.")
