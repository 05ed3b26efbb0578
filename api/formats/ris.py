"""RIS, what reference managers import: one tag a line, which nothing that was typed can end."""

from collections.abc import Iterator

from api.formats.citation import Citation, citation
from api.formats.texts import line
from api.resources.base import resource_of
from archive.registry import Document

GENRES = {"report": "RPRT", "law": "STAT"}


def ris(document: Document, archive: str) -> str:
    cited = citation(document, archive)
    kind = resource_of(cited.kind).ris_type or GENRES.get(cited.genre or "", "GEN")
    tags = [("TY", kind), *_tags(cited), ("ER", "")]
    return "".join(f"{tag}  - {line(value)}\r\n" for tag, value in tags)


def _tags(cited: Citation) -> Iterator[tuple[str, str]]:
    yield "ID", cited.id
    yield "TI", cited.title
    yield from (("AU", name) for name in cited.authors)
    yield from (("A2", name) for name in cited.organisers)
    if cited.extended and cited.start and not cited.end and not cited.extended.open:
        # The part after the day is for words: "1998///circa 1998".
        yield "DA", f"{cited.start[:4]}///{cited.date_in_words}"
    elif cited.start and not cited.extended:
        yield "PY", cited.start[:4]
        yield "DA", cited.start.replace("-", "/") + "/" * (2 - cited.start.count("-"))
    texts = {
        "T2": cited.series,
        "IS": cited.number,
        "CY": cited.place,
        "PB": cited.publisher,
        "DB": cited.archive,
        "LA": cited.language,
        "AB": cited.abstract,
        "M1": cited.code,
    }
    yield from ((tag, text) for tag, text in texts.items() if text)
    yield from (("KW", word) for word in cited.keywords)
    # RIS has one day. The words have the end as well.
    has_words = cited.extended or cited.end not in (None, cited.start)
    date = cited.dates_stated or (cited.date_in_words if has_words else None)
    yield from (("N1", note) for note in [*cited.notes, date] if note)
    yield "UR", cited.url
