"""`manage.py archive_verify`: check the log, or the files."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.verify import differences, repair
from exports.fixity.check import check
from exports.fixity.copies import Copies
from exports.models import FixityRun


class Command(BaseCommand):
    help = (
        "Compare every public record with its newest document, and every document with its "
        "digest. With --files, compare every file with the SHA-256 of its upload. Prints one line "
        "for each difference. The exit code is 1 if there is a difference."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair",
            action="store_true",
            help="append the missing entries, then compare again",
        )
        parser.add_argument(
            "--files",
            action="store_true",
            help="check every original file instead, and save the result under Reports",
        )
        parser.add_argument(
            "--repair-from",
            metavar="DIR",
            type=Path,
            help="with --files: restore damaged files from copies anywhere in this folder",
        )

    def handle(self, *args, **options) -> None:
        folder = options["repair_from"]
        if folder is not None and not options["files"]:
            raise CommandError("--repair-from needs --files.", returncode=2)
        if folder is not None and not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.", returncode=2)
        if options["files"]:
            self.verify_files(Copies(folder) if folder else None)
        else:
            self.verify_log(repairs=options["repair"])

    def verify_log(self, *, repairs: bool) -> None:
        if repairs:
            self.stderr.write(f"{repair()} entries appended")
        count = 0
        for difference in differences():
            count += 1
            self.stdout.write(str(difference))
        if count:
            raise SystemExit(1)
        self.stderr.write("The log matches the content.")

    def verify_files(self, copies: Copies | None) -> None:
        run = FixityRun.objects.create(asked_by="manage.py archive_verify")
        damaged = 0
        for finding in check(run, copies):
            damaged += not finding.repaired_from
            self.stdout.write(str(finding))
        self.stderr.write(f"{run.files} files read, {run.bytes} bytes, {damaged} damaged.")
        if damaged:
            raise SystemExit(1)
