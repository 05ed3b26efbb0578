"""`manage.py import_page`: extract events from saved pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cms.models import SeriesPage
from importer.extract import Proposal, UnreadablePage
from importer.formats.folder import Refusal, files_in, is_several
from importer.formats.parallel import File, Result, read_in_parallel, read_in_turn
from importer.kept.store import keep_file
from importer.review.create import create
from importer.review.drafts import keep

LAYOUT = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
Results = Iterator[Result]


class Command(BaseCommand):
    help = (
        "Read saved pages of events (HTML, text, PDF, DOCX and more), a folder or a zip of them, "
        "and print the values that each page states, with the text that each value is based on. "
        "The command writes nothing without --create or --review."
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
            "--review",
            metavar="SERIES",
            help="put each event into the list of imported pages, for the series with this key",
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
        key = options["create"] or options["review"]
        series = _series(key) if key else None
        results = _results(options["files"])
        if series and options["create"]:
            self._create(results, series, match=options["match"])
        elif series:
            self._write(_kept(file, result, series) for file, result in results)
        elif options["json"]:
            self._print_json(results)
        else:
            self._write(_lines(result) for _file, result in results)

    def _write(self, results: Iterator[list[str]]) -> None:
        for lines in results:
            for line in lines:
                self.stdout.write(line)

    def _print_json(self, results: Results) -> None:
        proposals = [self._as_json(result) for _file, result in results]
        values = [value for value in proposals if value]
        whole = values[0] if len(values) == 1 else values
        self.stdout.write(orjson.dumps(whole, option=LAYOUT).decode(), ending="")

    def _as_json(self, result: Proposal | Refusal) -> dict[str, Any] | None:
        if isinstance(result, Proposal):
            return result.as_json()
        self.stderr.write(_lines(result)[0])
        return None

    def _create(self, results: Results, series: SeriesPage, *, match: bool) -> None:
        with transaction.atomic():
            created = [_created(file, result, series, match=match) for file, result in results]
        self._write(iter(created))


def _series(key: str) -> SeriesPage:
    series = SeriesPage.objects.filter(slug=key).first()
    if series is None:
        raise CommandError(f"There is no series with the key {key}.", returncode=2)
    return series


def _results(paths: list[Path]) -> Results:
    """What each file states. A file that is named itself must be readable, before anything is
    printed. One in a folder or a zip is left out with a line."""
    if any(_is_several(path) for path in paths):
        return read_in_parallel(file for path in paths for file in _files_in(path))
    results = list(read_in_turn(file for path in paths for file in _files_in(path)))
    for _file, result in results:
        if isinstance(result, Refusal):
            raise CommandError(f"{result.name}: {result.reason}", returncode=2)
    return iter(results)


def _is_several(path: Path) -> bool:
    if path.is_dir():
        return True
    try:
        with path.open("rb") as file:
            return is_several(file.read(1024), path.name)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=2) from error


def _files_in(path: Path) -> Iterator[File]:
    try:
        yield from files_in(path)
    except UnreadablePage as refused:
        raise CommandError(f"{path}: {refused}", returncode=2) from refused


def _created(
    file: File, result: Proposal | Refusal, series: SeriesPage, *, match: bool
) -> list[str]:
    """One line for each record: a new draft, or an existing record that is linked."""
    if isinstance(file, Refusal) or isinstance(result, Refusal):
        return _lines(result)
    keep_file(file, result)
    try:
        records = create(result, series, match=match)
    except ValidationError as error:
        reasons = " ".join(
            f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items()
        )
        raise CommandError(f"{result.file}: {reasons}", returncode=2) from error
    return [
        f"{result.file}: {'taken' if record in records.linked else 'draft'} "
        f"{record._meta.verbose_name} “{record}”"
        for record in records.made.values()
    ]


def _kept(file: File, result: Proposal | Refusal, series: SeriesPage) -> list[str]:
    if isinstance(file, Refusal) or isinstance(result, Refusal):
        return _lines(result)
    try:
        with transaction.atomic():
            page, is_new = keep(result, file, series=series)
    except UnreadablePage as refused:
        return [f"{result.file}: not read. {refused}"]
    # A calendar has several events, and its name says nothing of them.
    name = result.values["title"] or page
    return [f"{result.file}: {'to review' if is_new else 'imported before, as'} “{name}”"]


def _lines(result: Proposal | Refusal) -> list[str]:
    """One line for each value: its name, the value, its basis and confidence, and the text."""
    if isinstance(result, Refusal):
        return [f"{result.name}: not read. {result.reason}"]
    lines = [result.file]
    for span in result.spans:
        name, _, place = span["path"].strip("/").partition("/")
        if "/" in place:
            continue
        value = result.values[name][int(place)] if place else result.values[name]
        value_text = value if isinstance(value, str | int) else orjson.dumps(value).decode()
        evidence = " ".join(span["text"].split())
        lines.append(
            f"  {name}: {value_text} ({span['basis']}, {span['confidence']:.2f}: “{evidence[:80]}”)"
        )
    lines += [f"  unplaced: {line}" for line in result.values["unplaced"]]
    return lines
