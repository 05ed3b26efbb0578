"""What a source says of an event, in the fields of the content model.

A source is a page that was read, or an event that is there already. Both are brought into one
shape here, so that they can be laid side by side.
"""

import datetime
import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cms.models.fields import LANGUAGE
from cms.vocabularies import CallToActionKind, EventKind, OrdinalBasis, Precision
from importer.extract.proposal import STATED, nothing

Fields = dict[str, Any]
# By which of its fields a value is told from another one.
IDENTITY = {
    "title": ("title",),
    "code": ("code",),
    "ordinal": ("ordinal",),
    "event_kind": ("event_kind",),
    "access": ("access",),
    "attribution_rule": ("attribution_rule",),
    "audience": ("audience_stated",),
    "phase": ("phase",),
    "mode": ("mode",),
    "dates": ("start", "end", "precision"),
    "place": ("place_stated",),
    "organiser": ("name",),
    "kind_stated": ("words",),
    "partners": ("name",),
    "people": ("name",),
    "quotes": ("text",),
    "references": ("name",),
    "calls_to_action": ("label",),
    "body": ("text",),
}
LISTS = (
    "kind_stated",
    "partners",
    "people",
    "quotes",
    "references",
    "calls_to_action",
    "body",
)
ACTIONS = {
    "newsletter": CallToActionKind.NEWSLETTER,
    "regist": CallToActionKind.REGISTRATION,
    "apply": CallToActionKind.REGISTRATION,
    "contact": CallToActionKind.CONTACT,
    "read": CallToActionKind.READ_MORE,
    "download": CallToActionKind.READ_MORE,
}
PLAIN = re.compile(r"<p>([^<]*)</p>")


@dataclass(frozen=True)
class Evidence:
    """The words that a value rests on: from `start` to before `end` in the text of the page."""

    start: int
    end: int
    basis: str = STATED
    confidence: float = 0.9


@dataclass
class Item:
    """One value. `part` is the row of an event that holds it, when it is there already."""

    fields: Fields
    evidence: Evidence | None = None
    part: Any = None


@dataclass
class Said:
    """All values of one source: those that an event has once, and those that it lists."""

    single: dict[str, Item] = field(default_factory=dict)
    listed: dict[str, list[Item]] = field(default_factory=lambda: {name: [] for name in LISTS})

    def facts(self) -> dict[str, Any]:
        """`{"code": {"code": "WP1725"}, "partners": [{"name": …}]}`, as `create.make` takes it."""
        single: dict[str, Any] = {name: item.fields for name, item in self.single.items()}
        return single | {
            name: [item.fields for item in items] for name, items in self.listed.items()
        }


def identity(name: str, fields: Fields) -> tuple[str, ...]:
    """What two sources must have in common to say the same; letters' case makes no difference."""
    return tuple(" ".join(str(fields.get(key) or "").split()).casefold() for key in IDENTITY[name])


def of_page(proposal: dict[str, Any], text: str, language: str = "") -> Said:
    """What `proposal`, which is that of `importer.extract` as JSON, says; `text` is the page's."""
    proposal = nothing() | proposal  # what was read earlier may lack what is read today
    spans = {span["path"]: span for span in proposal["spans"]}
    said = Said()
    for name, (path, fields) in _single(proposal, spans, text).items():
        said.single[name] = Item(fields, _evidence(spans.get(path)))
    for name, fields_of in LISTED.items():
        said.listed[name] = [
            Item(fields_of(each), _evidence(spans.get(f"/{name}/{place}")))
            for place, each in enumerate(proposal[name])
        ]
    is_code = re.search(LANGUAGE, language)
    for item in said.listed["quotes"]:
        item.fields["language"] = language if is_code else ""
    for item in said.listed["body"]:
        item.evidence = find(item.fields["text"], text)
    return said


def find(words: str, text: str) -> Evidence | None:
    """Where in `text` these words stand, whatever blank space parts them there."""
    found = re.search(r"\s+".join(map(re.escape, words.split())), text) if words.strip() else None
    return Evidence(*found.span()) if found else None


def _evidence(span: dict[str, Any] | None) -> Evidence | None:
    if span is None:
        return None
    return Evidence(span["start"], span["end"], span["basis"], span["confidence"])


def _single(
    values: dict[str, Any], spans: dict[str, Any], text: str
) -> dict[str, tuple[str, Fields]]:
    """`{"code": ("/code", {"code": "WP1725"})}` of each value that is stated."""

    def words(path: str) -> str:
        span = spans.get(path)
        return " ".join(text[span["start"] : span["end"]].split())[:255] if span else ""

    found: dict[str, tuple[str, Fields]] = {}
    if values["title"]:
        titles = {"title": values["title"], "title_stated": values["title_stated"] or ""}
        found["title"] = ("/title", titles)
    if values["code"]:
        found["code"] = ("/code", {"code": values["code"]})
    if values["ordinal"] is not None:
        found["ordinal"] = ("/ordinal", _ordinal(values))
    if kind := _kind(values["kind_stated"]):
        found["event_kind"] = (kind[0], {"event_kind": kind[1]})
    if values["access"]:
        access = {"access": values["access"], "access_stated": words("/access")}
        found["access"] = ("/access", access)
    if values["attribution_rule"]:
        rule = values["attribution_rule"]
        fields = {"attribution_rule": rule, "attribution_stated": words("/attribution_rule")}
        found["attribution_rule"] = ("/attribution_rule", fields)
    if values["dates"]["start"]:
        found["dates"] = ("/dates", _dates(values["dates"]))
    for name, path, key in (
        ("audience", "/audience", "audience_stated"),
        ("phase", "/phase", "phase"),
        ("mode", "/mode", "mode"),
        ("place", "/venue", "place_stated"),
        ("organiser", "/organiser", "name"),
    ):
        if value := values[path[1:]]:
            found[name] = (path, {key: value})
    return found


def _ordinal(values: dict[str, Any]) -> Fields:
    return {
        "ordinal": values["ordinal"],
        "ordinal_stated": values["ordinal_stated"] or "",
        "ordinal_basis": values["ordinal_basis"] or OrdinalBasis.UNKNOWN,
    }


def _kind(stated: list[str]) -> tuple[str, str] | None:
    """The first stated word that the vocabulary has, with the path of what it rests on."""
    for place, words in enumerate(stated):
        for word in re.findall(r"\w+", words):
            if word in EventKind.values and word != EventKind.OTHER:
                return f"/kind_stated/{place}", word
    return None


def _dates(dates: dict[str, Any]) -> Fields:
    return {
        "start": _day(dates["start"]),
        "end": _day(dates["end"]) if dates["end"] != dates["start"] else None,
        "precision": dates["precision"],
        "dates_stated": dates["stated"] or "",
    }


def _day(words: str | None) -> datetime.date | None:
    """The first day of "2017-03" or "2017"; the day of "2017-03-05"."""
    if not words:
        return None
    year, month, day = (*map(int, words.split("-")), 1, 1)[:3]
    return datetime.date(year, month, day)


def _partner(said: dict[str, Any]) -> Fields:
    return {**said, "country": said["country"] or ""}


def _person(said: dict[str, Any]) -> Fields:
    return {name: value or "" for name, value in said.items()}


def _reference(said: dict[str, Any]) -> Fields:
    return {
        "name": said["name"],
        "reference_kind": said["kind"],
        "symbol": said["symbol"] or "",
        "issuer": said.get("issuer") or "",
        "facts_stated": "\n".join(said.get("facts") or []),
        **_when(said.get("date")),
    }


def _call(said: dict[str, Any]) -> Fields:
    words, url = said["text"], said["url"] or ""
    kinds = (kind for start, kind in ACTIONS.items() if start in words.casefold())
    return {
        "label": words,
        "action_kind": str(next(kinds, CallToActionKind.OTHER)),
        "url": url if url.startswith("http") else "",
    }


def _quote(said: dict[str, Any]) -> Fields:
    names = ("text", "speaker", "role_then", "attribution_stated", "occasion_stated")
    return {name: said[name] or "" for name in names} | _when(said.get("date"))


def _when(date: str | None) -> Fields:
    """The fields of "2018", "2018-10" or a day; a year is also how the page puts it."""
    precisions = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}
    return {
        "start": _day(date),
        "end": None,
        "precision": precisions[len(date)] if date else Precision.NONE,
        "dates_stated": date if date and len(date) == 4 else "",
    }


def block_text(block: dict[str, Any]) -> str:
    """What a block of a body says, without its markup."""
    value = block["value"]
    words = value["text"] if isinstance(value, dict) and "text" in value else str(value)
    return html.unescape(re.sub(r"<[^>]+>", " ", words)).strip()


def with_text(block: dict[str, Any], text: str) -> dict[str, Any]:
    """`block` as it is when it says `text`; untouched when it says that already."""
    if text == block_text(block):
        return block
    if block["type"] == "heading":
        return {"type": "heading", "value": {**block["value"], "text": text}}
    return {"type": "paragraph", "value": f"<p>{html.escape(text, quote=False)}</p>"}


LISTED: dict[str, Callable[[Any], Fields]] = {
    "kind_stated": lambda words: {"words": words},
    "partners": _partner,
    "people": _person,
    "quotes": _quote,
    "references": _reference,
    "calls_to_action": _call,
    "body": lambda block: {"text": block_text(block), "block": block},
}
