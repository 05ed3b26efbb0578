"""The values of a review and their evidence, as an editor sees them."""

from collections.abc import Iterator
from typing import Any

from django.forms import Form
from django.utils.text import capfirst

from cms.dates_in_words import write
from importer.extract.proposal import INFERRED, STATED, empty_values
from importer.models import ImportedPage

from .facts import Evidence, Fields, SourceFacts, date_of, find_evidence
from .merging import FactSource

SURE, LIKELY = 0.85, 0.7
BASES = {STATED: "The page states this", INFERRED: "Plenary inferred this"}


def display_fields(form_class: type[Form], fields: Fields) -> Iterator[tuple[str, Any]]:
    """`("Role", "Co-organiser")` of each field with a value, as its form displays it."""
    if "precision" in fields:
        yield "Date", write(date_of(fields))
    for name, field in form_class.base_fields.items():
        if value := fields.get(name):
            choices = dict(getattr(field, "choices", ()))
            yield str(capfirst(field.label)), choices.get(value, value)


def span_reference(source: FactSource, evidence: Evidence) -> str:
    """`"page7:120:135"`: the position in the text, as JavaScript counts characters."""
    ends = (_in_utf16(source.text, offset) for offset in (evidence.start, evidence.end))
    return ":".join([source.token, *map(str, ends)])


def evidence_text(source: FactSource, evidence: Evidence) -> dict[str, str]:
    """`{"sentence": "The page states this (sure):", "words": "15th conference"}`."""
    quotation = " ".join(source.text[evidence.start : evidence.end].split())
    return {
        "sentence": f"{BASES[evidence.basis]} ({_confidence_label(evidence.confidence)}):",
        "words": quotation if len(quotation) <= 120 else f"{quotation[:119].rstrip()}…",
    }


def unplaced_statements(page: ImportedPage) -> Iterator[dict[str, str]]:
    """`{"label", "words", "spans"}` of each statement that no field of a draft holds."""
    values = empty_values() | page.proposal
    statements = {
        "Series as stated:": [values["series"]],
        "Cadence as stated:": [values["cadence_stated"]],
        "Another code:": values["other_codes"],
    }
    source = FactSource(page.name, SourceFacts(), page)
    for label, several in {**statements, "": values["unplaced"]}.items():
        for statement in filter(None, several):
            evidence = find_evidence(statement, page.text)
            spans = span_reference(source, evidence) if evidence else ""
            yield {"label": label, "words": statement, "spans": spans}


def _in_utf16(text: str, offset: int) -> int:
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def _confidence_label(confidence: float) -> str:
    if confidence >= SURE:
        return "sure"
    return "likely" if confidence >= LIKELY else "not sure"
