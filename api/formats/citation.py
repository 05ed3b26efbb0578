"""What is cited of a record, before it takes the shape of a format.

Only what is stated: a title, who said or issued or made it, when, the address. Names are given as
they are shown: a link does not say which part of a name is the family's.
"""

from dataclasses import dataclass, field

from api.formats.texts import block, lead_of, line
from api.resources.base import Publishes, resource_of
from api.resources.facets import is_extended
from archive.registry import Document
from cms.dates import edtf
from cms.dates.extended import ExtendedDate
from cms.dates_in_words import write


@dataclass(frozen=True)
class Citation:
    """One record as a reference list knows it. `start` and `end` are no more precise than known."""

    kind: str
    genre: str | None
    id: str
    title: str
    authors: list[str]
    organisers: list[str]
    url: str
    archive: str
    publisher: str | None = None
    start: str | None = None
    end: str | None = None
    # A date that a start and an end do not say.
    extended: ExtendedDate | None = None
    # Any date, for formats that have no other form for it.
    date_in_words: str | None = None
    dates_stated: str | None = None
    place: str | None = None
    series: str | None = None
    number: str | None = None
    code: str | None = None
    language: str | None = None
    abstract: str | None = None
    keywords: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def citation(document: Document, archive: str) -> Citation:
    """`archive` is the title of the site, which is the publisher of files and of nothing else."""
    publishes = resource_of(document["type"]).publishes
    dates = document.get("dates") or document.get("occasion", {}).get("dates") or {}
    lead = lead_of(document)
    date = edtf.parse(dates["edtf"]) if dates.get("edtf") else None
    return Citation(
        kind=document["type"],
        genre=document.get("kind"),
        id=document["key"],
        title=line(document["title"]),
        authors=authors(document),
        organisers=organisers(document),
        url=document["html_url"],
        archive=line(archive),
        publisher=line(archive) if publishes is Publishes.THING else None,
        start=dates.get("start"),
        end=dates.get("end"),
        extended=date if is_extended(dates) else None,
        date_in_words=write(date) if date else None,
        dates_stated=_line(dates.get("stated")),
        place=place(document),
        series=_line((document.get("series") or {}).get("title")),
        number=number(document),
        code=document.get("code") or _line(document.get("symbol")),
        language=document.get("language") or document["locale"],
        abstract=block(lead) if lead else None,
        keywords=[line(theme["title"]) for theme in document.get("themes", ())],
        notes=[line(note) for note in notes(document)],
    )


def _line(text: str | None) -> str | None:
    return line(text) if text else None


def authors(document: Document) -> list[str]:
    """The speaker of a quote, the issuer of a reference, who made a file; nobody for an event."""
    speaker = document.get("speaker") or document.get("speaker_organisation")
    named = (speaker or {}).get("title") or document.get("issuer") or document.get("credit")
    return [line(named)] if named and document.get("verification") != "misattributed" else []


def organisers(document: Document) -> list[str]:
    links = [document["organiser"]] if document.get("organiser") else []
    links += [
        partnership["partner"]
        for partnership in document.get("partners", ())
        if partnership["role"] in ("organiser", "co-organiser")
    ]
    return list(dict.fromkeys(line(link["title"]) for link in links))


def place(document: Document) -> str | None:
    """The venue of an event, else its place in the words of the source."""
    venue = document.get("venue")
    if not venue:
        return _line(document.get("place_stated"))
    return line(", ".join(filter(None, (venue["title"], venue["locality"], venue["country"]))))


def number(document: Document) -> str | None:
    """The number of an edition where a source states it."""
    is_stated = document.get("ordinal_basis") == "stated"
    return str(document["ordinal"]) if is_stated and document["ordinal"] else None


def notes(document: Document) -> list[str]:
    """Stated words that reference lists have no field for."""
    partners = [
        f"{partnership['role_stated'] or partnership['role']}: {partnership['partner']['title']}"
        for partnership in document.get("partners", ())
    ]
    stated = ("title_stated", "ordinal_stated", "access_stated", "attribution_stated", "role_then")
    texts = [document[name] for name in stated if document.get(name)]
    occasion = (document.get("occasion") or {}).get("stated")
    verification = document.get("verification")
    doubts = [verification] if verification in ("disputed", "misattributed") else []
    return [*texts, *([occasion] if occasion else []), *partners, *doubts]
