"""`manage.py import_page`: what saved pages say of their events, as proposals."""

from pathlib import Path

import orjson
from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.reading import Proposal, Unreadable, read
from archive.reading.source import MOST_BYTES

LAYOUT = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


class Command(BaseCommand):
    help = (
        "Read saved pages of events (text or HTML) and say what record each of them states, with "
        "the words that every value rests on. Nothing is written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument(
            "--json",
            action="store_true",
            help="print the whole proposal: an object for one file, a list for several",
        )

    def handle(self, *args, **options) -> None:
        proposals = [_read(path) for path in options["files"]]
        if options["json"]:
            found = [proposal.as_json() for proposal in proposals]
            whole = found[0] if len(found) == 1 else found
            self.stdout.write(orjson.dumps(whole, option=LAYOUT).decode(), ending="")
            return
        for proposal in proposals:
            for line in _lines(proposal):
                self.stdout.write(line)


def _read(path: Path) -> Proposal:
    try:
        with path.open("rb") as file:
            return read(file.read(MOST_BYTES + 1), path.name)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
    except Unreadable as error:
        raise CommandError(f"{path}: {error}", returncode=2) from error


def _lines(proposal: Proposal) -> list[str]:
    """One line a value: its name, itself, how sure it is and the words it rests on."""
    lines = [proposal.file]
    for span in proposal.spans:
        name, _, place = span["path"].strip("/").partition("/")
        value = proposal.values[name][int(place)] if place else proposal.values[name]
        said = value if isinstance(value, str | int) else orjson.dumps(value).decode()
        words = " ".join(span["text"].split())
        lines.append(
            f"  {name}: {said} ({span['basis']}, {span['confidence']:.2f}: “{words[:80]}”)"
        )
    lines += [f"  unplaced: {words}" for words in proposal.values["unplaced"]]
    return lines
