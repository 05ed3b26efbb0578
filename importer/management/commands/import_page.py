"""`manage.py import_page`: extract events from saved pages."""

from pathlib import Path
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cms.models import SeriesPage
from importer.extract import Proposal, UnreadablePage
from importer.formats.registry import read_file
from importer.formats.saved_file import MOST_BYTES, SavedFile
from importer.review.create import create

LAYOUT = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


class Command(BaseCommand):
    help = (
        "Read saved pages of events (HTML, text, PDF or DOCX) and print the values that each page "
        "states, with the text that each value is based on. The command writes nothing without "
        "--create."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument(
            "--json",
            action="store_true",
            help="print the proposal as JSON: an object for one file, a list for several",
        )

        parser.add_argument(
            "--create",
            metavar="SERIES",
            help="make a draft of each event in the series with this key",
        )
        parser.add_argument(
            "--match",
            action="store_true",
            help="with --create: link existing partners, people, quotes and references of the same "
            "name, and print them",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["match"] and not options["create"]:
            raise CommandError("--match needs --create SERIES.", returncode=2)
        proposals = [proposal for path in options["files"] for proposal in _read(path)]
        if options["create"]:
            self._create(proposals, options["create"], match=options["match"])
            return
        if options["json"]:
            values = [proposal.as_json() for proposal in proposals]
            whole = values[0] if len(values) == 1 else values
            self.stdout.write(orjson.dumps(whole, option=LAYOUT).decode(), ending="")
            return
        for proposal in proposals:
            for line in _lines(proposal):
                self.stdout.write(line)

    def _create(self, proposals: list[Proposal], key: str, *, match: bool) -> None:
        series = SeriesPage.objects.filter(slug=key).first()
        if series is None:
            raise CommandError(f"There is no series with the key {key}.", returncode=2)
        with transaction.atomic():
            lines = [
                line for proposal in proposals for line in _created(proposal, series, match=match)
            ]
        for line in lines:
            self.stdout.write(line)


def _created(proposal: Proposal, series: SeriesPage, *, match: bool) -> list[str]:
    """One line for each record: a new draft, or an existing record that is linked."""
    try:
        records = create(proposal, series, match=match)
    except ValidationError as error:
        reasons = " ".join(
            f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items()
        )
        raise CommandError(f"{proposal.file}: {reasons}", returncode=2) from error
    return [
        f"{proposal.file}: {'taken' if record in records.linked else 'draft'} "
        f"{record._meta.verbose_name} “{record}”"
        for record in records.made.values()
    ]


def _read(path: Path) -> list[Proposal]:
    try:
        with path.open("rb") as file:
            return read_file(SavedFile(path.name, file.read(MOST_BYTES + 1)))
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
    except UnreadablePage as error:
        raise CommandError(f"{path}: {error}", returncode=2) from error


def _lines(proposal: Proposal) -> list[str]:
    """One line for each value: its name, the value, its basis and confidence, and the text."""
    lines = [proposal.file]
    for span in proposal.spans:
        name, _, place = span["path"].strip("/").partition("/")
        if "/" in place:
            continue
        value = proposal.values[name][int(place)] if place else proposal.values[name]
        value_text = value if isinstance(value, str | int) else orjson.dumps(value).decode()
        evidence = " ".join(span["text"].split())
        lines.append(
            f"  {name}: {value_text} ({span['basis']}, {span['confidence']:.2f}: “{evidence[:80]}”)"
        )
    lines += [f"  unplaced: {line}" for line in proposal.values["unplaced"]]
    return lines
