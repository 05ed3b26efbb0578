"""`manage.py archive_import`: an empty site becomes the one that a bag was made of."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exports.restore.refused import Refused
from exports.restore.restore import restore
from exports.snapshot import Unavailable
from importer.import_lock import Busy, alone


class Command(BaseCommand):
    help = (
        "Rebuild an empty site from a bag that archive_export has made of everything: content, "
        "history, redirects, tombstones, files. It all comes in, or nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bag", metavar="BAG", type=Path, help="a folder, a .zip or a .tar")

    def handle(self, *args, **options) -> None:
        bag = options["bag"]
        try:
            with alone("manage.py archive_import", f"the archive from {bag.name}"):
                appended = restore(bag)
        except (Refused, Busy, Unavailable) as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(f"{bag}: {error.strerror or error}", returncode=2) from error
        self.stdout.write(f"{bag} is in.")
        if appended:
            self.stdout.write(
                f"{appended} documents were published anew: this site has other addresses than "
                "the one that made the bag, or something has expired since."
            )
