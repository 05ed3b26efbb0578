"""CSL-JSON, what citation styles and Zotero read."""

from typing import Any

from api.formats.citation import Citation, citation
from api.resources.base import resource_of
from archive.registry import Document
from cms.dates_in_words.vocabulary import FIRST_SEASON
from cms.vocabularies import Precision

# The types of CSL 1.0.2, where one says no more than we know.
GENRES = {"treaty": "treaty", "law": "legislation", "report": "report"}


def csl(document: Document, archive: str) -> list[dict[str, Any]]:
    """One item in a list, which is what readers of CSL-JSON expect."""
    cited = citation(document, archive)
    is_event = cited.kind == "event"
    item = {
        "id": cited.id,
        "type": resource_of(cited.kind).csl_type or GENRES.get(cited.genre or "") or "document",
        "title": cited.title,
        "author": _names(cited.authors),
        "organizer": _names(cited.organisers),
        "issued": dates(cited),  # the styles print this date
        "event-date": dates(cited) if is_event else None,
        "event-place" if is_event else "publisher-place": cited.place,
        "collection-title": cited.series,
        "collection-number": cited.number,
        "number": cited.code,
        "genre": None if cited.genre == "other" else cited.genre,
        "abstract": cited.abstract,
        "keyword": ", ".join(cited.keywords),
        "language": cited.language,
        "note": "\n".join(cited.notes),
        "publisher": cited.publisher,
        "archive": cited.archive,
        "URL": cited.url,
    }
    return [{name: value for name, value in item.items() if value}]


def _names(names: list[str]) -> list[dict[str, str]]:
    return [{"literal": name} for name in names]


def dates(cited: Citation) -> dict[str, Any] | None:
    """`{"date-parts": [[2012, 1, 26], [2012, 1, 28]]}`, with as many parts as are known.

    CSL has a season and one word, "circa", for all that is not sure. Anything else is in words.
    """
    days = [day for day in (cited.start, cited.end) if day]
    parts = {"date-parts": [[int(part) for part in day.split("-")] for day in days]}
    date = cited.extended
    if date is None:
        return parts if days else None
    is_span = date.days or date.open or date.precision == Precision.DECADE
    if is_span or (len(date.ends) > 1 and date.points[0].season):
        return {"literal": cited.date_in_words}
    season = date.points[0].season
    return parts | ({"season": season - FIRST_SEASON + 1} if season else {"circa": True})
