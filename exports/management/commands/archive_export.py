"""`manage.py archive_export`: write the archive, or a part of it, to files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exports.request import EXPORT_FORMATS, ExportRequest, parse_time
from exports.snapshot import CannotExport


class Command(BaseCommand):
    help = (
        "Write the archive to TARGET: a folder, or one file if the name ends with .zip or .tar. "
        "The same content gives the same bytes. An incomplete TARGET never exists."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", metavar="TARGET", type=Path)
        parser.add_argument(
            "--format",
            choices=EXPORT_FORMATS,
            default="bag",
            help="a bag to keep (BagIt with RO-Crate), lines of JSON with media, or the API as "
            "files for a web server",
        )
        parser.add_argument(
            "--series", metavar="KEY", help="only this series and all that it shows"
        )
        parser.add_argument("--as-of", metavar="TIME", help="the archive as of a time: 2016-01-26")
        parser.add_argument(
            "--whole",
            action="store_true",
            help="everything editors see, to move or to keep the archive (do not publish it)",
        )
        parser.add_argument("--origin", help="the origin of a mirror, if it is not the API's own")

    def handle(self, *args: Any, **options: Any) -> None:
        target = options["target"].absolute()
        try:
            request = ExportRequest(
                format=options["format"],
                series=options["series"],
                as_of=parse_time(options["as_of"]) if options["as_of"] else None,
                whole=options["whole"],
                origin=options["origin"],
            )
            request.write(target)
        except CannotExport as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(f"{target}: {error.strerror or error}", returncode=2) from error
        self.stdout.write(str(target))
