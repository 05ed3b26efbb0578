"""The facts of an imported page, as fields of the content model."""

import re
from collections.abc import Callable
from typing import Any

from django.utils.text import capfirst

from cms.dates import edtf
from cms.dates.extended import ExtendedDate
from cms.models.fields import LANGUAGE
from cms.vocabularies import CallToActionKind, EventKind, OrdinalBasis
from importer.extract.proposal import empty_values

from .facts import Evidence, Fields, Item, SourceFacts, block_text, find_evidence

ACTIONS = {
    "newsletter": CallToActionKind.NEWSLETTER,
    "regist": CallToActionKind.REGISTRATION,
    "apply": CallToActionKind.REGISTRATION,
    "contact": CallToActionKind.CONTACT,
    "read": CallToActionKind.READ_MORE,
    "download": CallToActionKind.READ_MORE,
}


def facts_of_page(proposal: dict[str, Any], text: str, language: str = "") -> SourceFacts:
    """The facts in `proposal`, the JSON of `importer.extract`. `text` is the text of the page."""
    proposal = empty_values() | proposal  # an older proposal may lack newer keys
    spans = {span["path"]: span for span in proposal["spans"]}
    evidence = {
        path: Evidence(span["start"], span["end"], span["basis"], span["confidence"])
        for path, span in spans.items()
    }
    facts = SourceFacts()
    for name, (path, fields) in _single(proposal, spans, text).items():
        facts.single[name] = Item(fields, evidence.get(path))
    parts: dict[str, dict[str, Evidence]] = {}
    for path, part_evidence in evidence.items():
        whole, _, part = path.rpartition("/")
        parts.setdefault(whole, {})[part] = part_evidence
    for name, fields_of in LISTED.items():
        paths = (f"/{name}/{place}" for place in range(len(proposal[name])))
        facts.listed[name] = [
            Item(fields_of(value), evidence.get(path), parts.get(path, {}))
            for path, value in zip(paths, proposal[name], strict=True)
        ]
    is_code = re.search(LANGUAGE, language)
    for item in facts.listed["quotes"]:
        item.fields["language"] = language if is_code else ""
    for item in facts.listed["body"]:
        item.evidence = find_evidence(item.fields["text"], text)
    return facts


def series_of_page(proposal: dict[str, Any], text: str) -> Item | None:
    """The series that the page names, with how often it meets. None when it names none."""
    values = empty_values() | proposal
    if not values["series"]:
        return None
    name, cadence = values["series"], values["cadence_stated"] or ""
    parts = {"cadence_stated": words} if (words := find_evidence(cadence, text)) else {}
    fields = {"title": capfirst(name), "cadence_stated": cadence}
    return Item(fields, find_evidence(name, text), parts)


def _single(
    values: dict[str, Any], spans: dict[str, Any], text: str
) -> dict[str, tuple[str, Fields]]:
    """`{"code": ("/code", {"code": "WP1725"})}` for each stated value."""

    def words(path: str) -> str:
        span = spans.get(path)
        return " ".join(text[span["start"] : span["end"]].split())[:255] if span else ""

    single: dict[str, tuple[str, Fields]] = {}
    if values["title"]:
        titles = {"title": values["title"], "title_stated": values["title_stated"] or ""}
        single["title"] = ("/title", titles)
    if values["code"]:
        single["code"] = ("/code", {"code": values["code"]})
    if values["ordinal"] is not None:
        single["ordinal"] = ("/ordinal", _ordinal(values))
    if kind := _kind(values["kind_stated"]):
        single["event_kind"] = (kind[0], {"event_kind": kind[1]})
    if values["access"]:
        access = {"access": values["access"], "access_stated": words("/access")}
        single["access"] = ("/access", access)
    if values["attribution_rule"]:
        rule = values["attribution_rule"]
        fields = {"attribution_rule": rule, "attribution_stated": words("/attribution_rule")}
        single["attribution_rule"] = ("/attribution_rule", fields)
    if values["dates"]["start"]:
        single["dates"] = ("/dates", _dates(values["dates"]))
    for name, path, key in (
        ("audience", "/audience", "audience_stated"),
        ("phase", "/phase", "phase"),
        ("mode", "/mode", "mode"),
        ("place", "/venue", "place_stated"),
        ("organiser", "/organiser", "name"),
    ):
        if value := values[path[1:]]:
            single[name] = (path, {key: value})
    return single


def _ordinal(values: dict[str, Any]) -> Fields:
    return {
        "ordinal": values["ordinal"],
        "ordinal_stated": values["ordinal_stated"] or "",
        "ordinal_basis": values["ordinal_basis"] or OrdinalBasis.UNKNOWN,
    }


def _kind(stated: list[str]) -> tuple[str, str] | None:
    """The first stated word that is in the vocabulary, with the path of its evidence."""
    for place, kind in enumerate(stated):
        for word in re.findall(r"\w+", kind):
            if word in EventKind.values and word != EventKind.OTHER:
                return f"/kind_stated/{place}", word
    return None


def _dates(dates: dict[str, Any]) -> Fields:
    """Proposals of earlier versions have no EDTF, and their separate days were no date."""
    ends = () if dates["days"] else (dates["start"], dates["end"])
    stated = dates.get("edtf") or "/".join(dict.fromkeys(filter(None, ends)))
    return _date(stated) | {"dates_stated": dates["stated"] or ""}


def _date(stated: str | None) -> Fields:
    return (edtf.parse(stated) if stated else ExtendedDate()).values()


def _partner(partner: dict[str, Any]) -> Fields:
    return {**partner, "country": partner["country"] or ""}


def _person(person: dict[str, Any]) -> Fields:
    return {name: value or "" for name, value in person.items()}


def _reference(reference: dict[str, Any]) -> Fields:
    return {
        "name": reference["name"],
        "reference_kind": reference["kind"],
        "symbol": reference["symbol"] or "",
        "issuer": reference.get("issuer") or "",
        "facts_stated": "\n".join(reference.get("facts") or []),
        **_when(reference.get("date")),
    }


def _call(call: dict[str, Any]) -> Fields:
    label, url = call["text"], call["url"] or ""
    kinds = (kind for start, kind in ACTIONS.items() if start in label.casefold())
    return {
        "label": label,
        "action_kind": str(next(kinds, CallToActionKind.OTHER)),
        "url": url if url.startswith("http") else "",
    }


def _quote(quote: dict[str, Any]) -> Fields:
    names = ("text", "speaker", "role_then", "attribution_stated", "occasion_stated")
    return {name: quote[name] or "" for name in names} | _when(quote.get("date"))


def _when(date: str | None) -> Fields:
    """The fields of "2018", "2018-10" or a day. A year is also the date as stated."""
    return _date(date) | {"dates_stated": date if date and len(date) == 4 else ""}


LISTED: dict[str, Callable[[Any], Fields]] = {
    "kind_stated": lambda kind: {"words": kind},
    "partners": _partner,
    "people": _person,
    "quotes": _quote,
    "references": _reference,
    "calls_to_action": _call,
    "body": lambda block: {"text": block_text(block), "block": block},
}
