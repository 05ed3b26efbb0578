"""`manage.py archive_export`: the archive, or a part of it, as something that lasts."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exports.request import FORMATS, Order, moment
from exports.snapshot import Unavailable


class Command(BaseCommand):
    help = (
        "Write the archive to TARGET: a folder, or one file for a name that ends with .zip or "
        ".tar. The same content gives the same bytes; TARGET is there whole or not at all."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", metavar="TARGET", type=Path)
        parser.add_argument(
            "--format",
            choices=FORMATS,
            default="bag",
            help="a bag to keep (BagIt with RO-Crate), lines of JSON with media, or the API as "
            "files for a web server",
        )
        parser.add_argument("--series", metavar="KEY", help="one series with what it shows")
        parser.add_argument("--as-of", metavar="TIME", help="as it was then: 2016-01-26")
        parser.add_argument(
            "--whole",
            action="store_true",
            help="everything editors see, to move or keep the archive: not for the public",
        )
        parser.add_argument("--origin", help="where a mirror will stand, if not in the API's place")

    def handle(self, *args, **options) -> None:
        target = options["target"].absolute()
        try:
            order = Order(
                format=options["format"],
                series=options["series"],
                as_of=moment(options["as_of"]) if options["as_of"] else None,
                whole=options["whole"],
                origin=options["origin"],
            )
            order.make(target)
        except Unavailable as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(f"{target}: {error.strerror or error}", returncode=2) from error
        self.stdout.write(str(target))
