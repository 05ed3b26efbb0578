"""`manage.py archive_verify`: prove that the publication log says what the content is."""

from django.core.management.base import BaseCommand, CommandParser

from archive.verify import differences, repair


class Command(BaseCommand):
    help = (
        "Compare every public record with its newest document, and every document with its "
        "digest. Prints one line for each difference and exits with 1 when there is any."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair",
            action="store_true",
            help="append what is missing, then compare again",
        )

    def handle(self, *args, **options) -> None:
        if options["repair"]:
            self.stderr.write(f"{repair()} entries appended")
        found = 0
        for difference in differences():
            found += 1
            self.stdout.write(str(difference))
        if found:
            raise SystemExit(1)
        self.stderr.write("The log is as the content is.")
