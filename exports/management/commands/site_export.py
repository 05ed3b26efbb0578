"""`manage.py site_export`: write the site as files for any web server."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exports.atomic_output import write_atomically
from exports.documents import copy_medium
from exports.hashing_writer import HashingFolder
from exports.site.files import site_files
from exports.snapshot import Unavailable, open_snapshot


class Command(BaseCommand):
    help = (
        "Write the public site to FOLDER: its pages, the media, the sitemap, and the rules for "
        "redirects and for what is gone. An incomplete FOLDER never exists."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="FOLDER", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        target = options["folder"].absolute()
        try:
            write_atomically(target, fill)
        except Unavailable as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(f"{target}: {error.strerror or error}", returncode=2) from error
        self.stdout.write(str(target))


def fill(root: Path) -> str:
    folder = HashingFolder(root, ("sha256",))
    with open_snapshot() as snapshot:
        for path, content in site_files(snapshot):
            folder.write(path, content)
        for medium in snapshot.files():
            if medium.is_served:
                copy_medium(folder, medium)
        return f"plenary-site-{snapshot.head.sequence}"
