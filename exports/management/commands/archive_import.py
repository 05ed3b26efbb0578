"""`manage.py archive_import`: rebuild an empty site from a bag."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.work_lock import Busy, alone
from exports.restore.refused import BagRefused
from exports.restore.restore import restore
from exports.snapshot import CannotExport


class Command(BaseCommand):
    help = (
        "Rebuild an empty site from a complete bag of archive_export, with content, history, "
        "redirects, tombstones and files. The site gets everything or, after an error, nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bag", metavar="BAG", type=Path, help="a folder, a .zip or a .tar")

    def handle(self, *args: Any, **options: Any) -> None:
        bag = options["bag"]
        try:
            with alone("manage.py archive_import", f"the archive from {bag.name}"):
                appended = restore(bag)
        except (BagRefused, Busy, CannotExport) as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(f"{bag}: {error.strerror or error}", returncode=2) from error
        self.stdout.write(f"{bag} is imported.")
        if appended:
            self.stdout.write(
                f"{appended} documents were published again, because this site has other addresses "
                "than the site of the bag, or because records have expired since."
            )
