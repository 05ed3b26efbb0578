"""`manage.py site_export`: write the site as files for any web server."""

import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from archive.models import Head
from archive.publisher.after_commit import catch_up
from exports.site.bucket import SCHEME, Bucket
from exports.site.folder import begin, differences
from exports.site.mark import MARK, Mark
from exports.site.target import Folder, Target
from exports.site.update import FollowedSite
from exports.snapshot import CannotExport

PAUSE = 0.2  # seconds between two looks at the log
QUIET = 10.0  # seconds without an entry, after which the manifest is written whole
AWAY = 2.0  # seconds after the database did not answer


class Command(BaseCommand):
    help = (
        "Write the public site to FOLDER: its pages, the media, the sitemap, and the rules for "
        "redirects and for what is gone. An incomplete FOLDER never exists."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="FOLDER", help="a folder, or s3://bucket/folder")
        way = parser.add_mutually_exclusive_group()
        way.add_argument(
            "--follow", action="store_true", help="keep FOLDER at the log, until you stop it"
        )
        way.add_argument(
            "--verify", action="store_true", help="name each file that is not what the log says"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target: Target = Folder(Path(options["folder"]).absolute())
        try:
            if options["folder"].startswith(SCHEME):
                target = Bucket.at(options["folder"])
            if options["verify"]:
                self._verify(target)
            elif options["follow"]:
                self._follow(target)
            else:
                begin(target)
                self.stdout.write(str(target))
        except CannotExport as error:
            raise CommandError(str(error), returncode=2) from error
        except (BotoCoreError, ClientError) as error:
            raise CommandError(f"{target}: {error}", returncode=2) from error
        except OSError as error:
            raise CommandError(f"{target}: {error.strerror or error}", returncode=2) from error

    def _verify(self, target: Target) -> None:
        wrong = list(differences(target))
        for sentence in wrong:
            self.stderr.write(sentence)
        if wrong:
            files = "1 file" if len(wrong) == 1 else f"{len(wrong)} files"
            raise CommandError(
                f"{target}: {files} not as the log says. Delete {MARK} in it, and --follow mends "
                "the whole site.",
                returncode=1,
            )
        self.stdout.write(f"{target} is what the log says.")

    def _follow(self, target: Target) -> None:
        """A kill at any moment loses nothing: the next start goes on."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        site, mark = FollowedSite(target), None
        settled = True
        while True:
            try:
                if mark is None and not target.has_site():
                    begin(target)
                if mark is None or self._has_changed(mark):
                    mark, settled = site.update(), False
                    at = time.monotonic()
                    self.stdout.write(f"{target} is at {mark.sequence}.")
                    self.stdout.flush()
                elif not settled and time.monotonic() - at > QUIET:
                    site.settle()
                    settled = True
                time.sleep(PAUSE)
            except DatabaseError as error:
                self.stderr.write(f"The database does not answer: {error}".strip())
                connection.close()
                time.sleep(AWAY)
            except (BotoCoreError, ClientError) as error:
                self.stderr.write(f"The bucket does not answer: {error}")
                time.sleep(AWAY)
            except KeyboardInterrupt:
                sys.exit(0)

    def _has_changed(self, mark: Mark) -> bool:
        """Whether the log goes on, or another day has begun: home pages show what comes next."""
        catch_up()  # what has expired is withdrawn without anybody asking for it
        today = datetime.now(UTC).date().isoformat()
        return not Head.objects.filter(generation=mark.generation).exists() or mark.day != today
