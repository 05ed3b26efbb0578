"""Quotations in a pasted page: records of the archive, which the text shows."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Locale
from wagtail.permissions import policy_registry

from cms.models import Person, Quote
from importer.extract.attribution import signature, signs
from importer.extract.html_writer import PageWriter
from importer.extract.page import ParsedPage
from importer.review.matching import matches
from importer.review.records import Records

from .markup import paragraph
from .pieces import Piece
from .runs import text_of

MARKS = '“”„"«»‹› \u00a0'


@dataclass(frozen=True)
class Quotation:
    """The words, the signature below them, and the same as paragraphs."""

    text: str
    attribution_stated: str
    speaker: str
    role_then: str
    occasion_stated: str
    as_paragraphs: str


def quotation_of(pieces: list[Piece]) -> Quotation | None:
    """The quotation, with the line of its speaker if there is one. None for longer texts."""
    writer = PageWriter()
    for piece in pieces:
        writer.add(piece.text, "quote")
    page = ParsedPage(writer.text, writer.blocks)
    *above, last = writer.blocks
    is_signed = bool(above) and signs(page, last, above[-1])
    attribution = signature(page, above[-1], last) if is_signed else {}
    quoted = pieces[:-1] if is_signed else pieces
    if len(quoted) > 2:
        return None
    return Quotation(
        text="\n\n".join(text_of(piece.runs) for piece in quoted).strip(MARKS),
        attribution_stated=attribution.get("attribution_stated") or "",
        speaker=attribution.get("speaker") or "",
        role_then=attribution.get("role_then") or "",
        occasion_stated=attribution.get("occasion_stated") or "",
        as_paragraphs="".join(map(paragraph, pieces)),
    )


def known_quote(quotation: Quotation, locale: Locale) -> Quote | None:
    """The record that holds these words already."""
    quotes: Any = matches(Quote, quotation.text, locale)
    return quotes[0] if quotes else None


def may_make(user: Any) -> bool:
    return policy_registry.get_by_type(Quote).user_has_permission(user, "add")


def record_of(quotation: Quotation, records: Records) -> Quote:
    """The record of these words, or a new draft. Raises `ValidationError`."""
    speakers: Any = matches(Person, quotation.speaker, records.locale) if quotation.speaker else []
    return records.get(
        Quote,
        quotation.text,
        known_quote(quotation, records.locale),
        text=quotation.text,
        language=records.locale.language_code,
        speaker=speakers[0] if len(speakers) == 1 else None,
        attribution_stated=quotation.attribution_stated,
        role_then=quotation.role_then,
        occasion_stated=quotation.occasion_stated,
    )
