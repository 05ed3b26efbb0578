"""How a review tells an editor what a value is and what it rests on."""

from collections.abc import Iterator
from typing import Any

from django.forms import Form
from django.utils.text import capfirst

from cms.dates_in_words import write
from importer.extract.proposal import INFERRED, STATED, nothing
from importer.models import Reading

from .facts import Evidence, Fields, Said, find
from .merging import Source

SURE, LIKELY = 0.85, 0.7
BASES = {STATED: "The page says so", INFERRED: "Worked out from the page"}


def shown(form_class: type[Form], fields: Fields) -> Iterator[tuple[str, Any]]:
    """`("Role", "Co-organiser")` of each field that is filled in, as its form would show it."""
    if "precision" in fields:
        yield "Date", write(fields["start"], fields["end"], fields["precision"])
    for name, field in form_class.base_fields.items():
        if value := fields.get(name):
            choices = dict(getattr(field, "choices", ()))
            yield str(capfirst(field.label)), choices.get(value, value)


def place(source: Source, evidence: Evidence) -> str:
    """`"page7:120:135"`: where it stands in the text, as JavaScript counts characters."""
    ends = (_in_utf16(source.text, each) for each in (evidence.start, evidence.end))
    return ":".join([source.token, *map(str, ends)])


def told(source: Source, evidence: Evidence) -> dict[str, str]:
    """`{"sentence": "The page says so, which is sure:", "words": "15th conference"}`."""
    words = " ".join(source.text[evidence.start : evidence.end].split())
    return {
        "sentence": f"{BASES[evidence.basis]}, {_how_sure(evidence.confidence)}:",
        "words": words if len(words) <= 120 else f"{words[:119].rstrip()}…",
    }


def rest(reading: Reading) -> Iterator[dict[str, str]]:
    """`{"label", "words", "spans"}` of each thing that the page says and no draft has room for."""
    values = nothing() | reading.proposal
    found = {
        "Series as stated:": [values["series"]],
        "How often, as stated:": [values["cadence_stated"]],
        "Another code:": values["other_codes"],
    }
    source = Source(reading.name, Said(), reading)
    for label, several in {**found, "": values["unplaced"]}.items():
        for words in filter(None, several):
            evidence = find(words, reading.text)
            spans = place(source, evidence) if evidence else ""
            yield {"label": label, "words": words, "spans": spans}


def _in_utf16(text: str, offset: int) -> int:
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def _how_sure(confidence: float) -> str:
    if confidence >= SURE:
        return "which is sure"
    return "which is likely" if confidence >= LIKELY else "which is not sure"
