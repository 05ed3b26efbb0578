"""`manage.py archive_verify`: prove that log and files are what they must be."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.verify import differences, repair
from exports.fixity.check import check
from exports.fixity.copies import Copies
from exports.models import FixityRun


class Command(BaseCommand):
    help = (
        "Compare every public record with its newest document, and every document with its "
        "digest; with --files every file with the SHA-256 that it came in with. Prints one line "
        "for each difference and exits with 1 when there is any."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair",
            action="store_true",
            help="append what is missing, then compare again",
        )
        parser.add_argument(
            "--files",
            action="store_true",
            help="read every original file instead, and note the run under Reports",
        )
        parser.add_argument(
            "--repair-from",
            metavar="DIR",
            type=Path,
            help="with --files: put damaged files back from copies anywhere in this folder",
        )

    def handle(self, *args, **options) -> None:
        folder = options["repair_from"]
        if folder is not None and not options["files"]:
            raise CommandError("--repair-from belongs to --files.", returncode=2)
        if folder is not None and not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.", returncode=2)
        if options["files"]:
            self.verify_files(Copies(folder) if folder else None)
        else:
            self.verify_log(repairs=options["repair"])

    def verify_log(self, *, repairs: bool) -> None:
        if repairs:
            self.stderr.write(f"{repair()} entries appended")
        found = 0
        for difference in differences():
            found += 1
            self.stdout.write(str(difference))
        if found:
            raise SystemExit(1)
        self.stderr.write("The log is as the content is.")

    def verify_files(self, copies: Copies | None) -> None:
        run = FixityRun.objects.create(asked_by="manage.py archive_verify")
        damaged = 0
        for finding in check(run, copies):
            damaged += not finding.repaired_from
            self.stdout.write(str(finding))
        self.stderr.write(f"{run.files} files read, {run.bytes} bytes; {damaged} not as they came.")
        if damaged:
            raise SystemExit(1)
