"""The text of cards and pictures: a line above, the title or quotation, lines below."""

from dataclasses import dataclass

from api.formats.texts import line
from archive.registry import Document


@dataclass(frozen=True)
class CardWords:
    above: str
    main: str
    below: tuple[str, ...]


def words_of_event(document: Document) -> CardWords:
    """Only stated facts: no place or date without a source."""
    series = document["series"]
    dates, venue = document["dates"], document["venue"]
    above = [series["title"] if series else None, document["ordinal_stated"] or document["code"]]
    below = [
        dates["stated"] or dates["edtf"],
        venue["title"] if venue else document["place_stated"],
        document["organiser"]["title"] if document["organiser"] else None,
    ]
    return CardWords(
        _joined(above), line(document["title"]), tuple(line(part) for part in below if part)
    )


def words_of_quote(document: Document) -> CardWords:
    speaker = document["speaker"] or document["speaker_organisation"]
    by = speaker["title"] if speaker else document["attribution_stated"]
    doubt = document["verification"] if document["verification"] in DOUBTS else None
    occasion = document["occasion"]["stated"]
    below = [by, document["role_then"], occasion, doubt]
    lines_below = tuple(line(part) for part in below if part)
    return CardWords("", f"“{line(document['text'])}”", lines_below)


DOUBTS = ("disputed", "misattributed")


def _joined(parts: list[str | None]) -> str:
    return " · ".join(line(part) for part in parts if part)
