"""`manage.py archive_verify`: check the log, or the files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.fixity.columns import make_readable
from archive.fixity.damage import damaged_entries, note
from archive.fixity.verify import differences, repair
from exports.fixity.check import check
from exports.fixity.copies import Copies, documents_in
from exports.models import FixityRun
from exports.restore.refused import BagRefused


class Command(BaseCommand):
    help = (
        "Compare every public record with its newest document, and every document with its "
        "SHA-256. With --files, compare every file with the SHA-256 of its upload. Prints one line "
        "for each difference. The exit code is 1 if there is a difference. A document that is "
        "found to be damaged is served no more until it is repaired."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair",
            action="store_true",
            help="render damaged documents again, append the missing entries, then compare again",
        )
        parser.add_argument(
            "--files",
            action="store_true",
            help="check every original file instead, and save the result under Reports",
        )
        parser.add_argument(
            "--repair-from",
            metavar="BAG",
            type=Path,
            help="take damaged documents from this bag, as --repair does; with --files: take "
            "damaged files from copies anywhere in this folder",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["repair_from"]
        if options["files"]:
            if folder is not None and not folder.is_dir():
                raise CommandError(f"There is no folder {folder}.", returncode=2)
            self.verify_files(Copies(folder) if folder else None)
        else:
            if options["repair"] or folder is not None:
                self.repair_log(folder)
            self.verify_log()

    def repair_log(self, bag: Path | None) -> None:
        make_readable()
        damaged = list(damaged_entries())
        try:
            copies = documents_in(bag, damaged) if bag else {}
        except (BagRefused, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stderr.write(f"{repair(damaged, copies)} entries appended")

    def verify_log(self) -> None:
        damaged: set[int] = set()
        count = 0
        for difference in differences():
            count += 1
            self.stdout.write(str(difference))
            if difference.damaged is not None:
                damaged.add(difference.damaged)
        note(damaged, are_all=True)
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
