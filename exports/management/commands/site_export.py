"""`manage.py site_export`: write the site as files for any web server."""

import signal
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from archive.models import Head
from exports.site.folder import differences, export, update
from exports.snapshot import Unavailable

PAUSE = 0.2  # seconds between two looks at the log
AWAY = 2.0  # seconds after the database did not answer


class Command(BaseCommand):
    help = (
        "Write the public site to FOLDER: its pages, the media, the sitemap, and the rules for "
        "redirects and for what is gone. An incomplete FOLDER never exists."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="FOLDER", type=Path)
        way = parser.add_mutually_exclusive_group()
        way.add_argument(
            "--follow", action="store_true", help="keep FOLDER at the log, until you stop it"
        )
        way.add_argument(
            "--verify", action="store_true", help="name each file that is not what the log says"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target = options["folder"].absolute()
        try:
            if options["verify"]:
                self._verify(target)
            elif options["follow"]:
                self._follow(target)
            else:
                export(target)
                self.stdout.write(str(target))
        except Unavailable as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(f"{target}: {error.strerror or error}", returncode=2) from error

    def _verify(self, target: Path) -> None:
        wrong = list(differences(target))
        for sentence in wrong:
            self.stderr.write(sentence)
        if wrong:
            files = "1 file" if len(wrong) == 1 else f"{len(wrong)} files"
            raise CommandError(f"{target}: {files} not as the log says.", returncode=1)
        self.stdout.write(f"{target} is what the log says.")

    def _follow(self, target: Path) -> None:
        """A kill at any moment loses nothing: the next start goes on."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        written = None
        while True:
            try:
                generation = Head.objects.values_list("generation", flat=True).first()
                if generation != written:
                    update(target)
                    written = generation
                    self.stdout.write(f"{target} is at {Head.end()}.")
                    self.stdout.flush()
                time.sleep(PAUSE)
            except DatabaseError as error:
                self.stderr.write(f"The database does not answer: {error}".strip())
                connection.close()
                time.sleep(AWAY)
            except KeyboardInterrupt:
                sys.exit(0)
