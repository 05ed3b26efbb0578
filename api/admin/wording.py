"""Documents as text: labels of fields, values, and one line for each item."""

import re
from datetime import datetime
from typing import Any

from api.rendering.render import Json
from archive.explanations.public_status import date_and_time
from cms.text.markup import plain_text
from cms.vocabularies import LABELS

# Fields whose names need other labels.
NAMES = {
    "html_url": "Address on the site",
    "locale": "Language",
    "slug": "Last part of the address",
    "ordinal": "Number in the series",
    "ordinal_basis": "How the number is known",
    "ordinal_stated": "Number as stated",
    "alternates": "Translations",
    "seo_title": "Title for search engines",
    "search_description": "Description for search engines",
    "same_as": "The same on other sites",
    "edtf": "Date in EDTF",
    "qualifier": "How sure the date is",
    "open": "Open end of the date",
    "days": "Separate days",
    "sha256": "Checksum (SHA-256)",
    "orcid": "ORCID",
    "ror": "ROR",
    "alt": "Alternative text",
    "body": "Text",
    "meta": "Publication",
    "value": "Content",
    "url": "Web address",
}
# Fields with a value of one of the vocabularies.
CHOSEN = {"kind", "role", "capacity", "access", "attribution_rule", "mode", "phase",
          "ordinal_basis", "precision", "qualifier", "open",
          "verification"}  # fmt: skip
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# Identifiers for machines, and the addresses of each size of a picture.
SILENT = {"id", "key", "url", "type", "anchor", "profiles"}


def label_of(name: str | int) -> str:
    """A field as an editor calls it: "role_stated" is "Role as stated". Places count from 1."""
    if isinstance(name, int):
        return str(name + 1)
    if name.endswith("_stated") and name not in NAMES:
        return f"{label_of(name.removesuffix('_stated'))} as stated"
    return NAMES.get(name) or name.replace("_", " ").replace("-", " ").capitalize()


def label_of_path(path: tuple[str | int, ...]) -> str:
    """Where in a document: `("partners", 1, "role")` is "Partners › 2 › Role"."""
    return " › ".join(label_of(name) for name in path)


def is_stated(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(is_stated, value.values()))
    return value not in (None, "", [])


def is_link(value: Any) -> bool:
    return isinstance(value, dict) and {"id", "url", "title"} <= value.keys()


def words_of(value: Any, name: str | int = "") -> str:
    """Any value of a document on one line; `name` is the field that holds it."""
    if not is_stated(value):
        return "not stated"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return _text(value, name)
    if isinstance(value, list):
        return "; ".join(words_of(item, name) for item in value)
    if isinstance(value, dict):
        return str(value.get("text") or value["title"]) if is_link(value) else _things(value)
    return str(value)


def _text(value: str, name: str | int) -> str:
    if name in CHOSEN:
        return LABELS.get(value, value)
    if MOMENT.fullmatch(value):
        return date_and_time(datetime.fromisoformat(value))
    return value


def _things(thing: Json) -> str:
    """`{"role": "sponsor", "role_stated": None, "partner": {…}}` is "Sponsor · A Ministry"."""
    if thing.keys() == {"id", "type", "value"}:
        text = words_of(plain(thing["value"])) if is_stated(thing["value"]) else ""
        return f"{label_of(thing['type'])}: {text}".removesuffix(": ")
    texts = [words_of(value, name) for name, value in _of_interest(thing)]
    return " · ".join(texts)


def _of_interest(thing: Json) -> list[tuple[str, Any]]:
    """The parts for people. A URL is one of them unless it is the record's own."""
    silent = SILENT if "id" in thing else SILENT - {"url"}
    return [
        (name, value) for name, value in thing.items() if name not in silent and is_stated(value)
    ]


def plain(value: Any) -> Any:
    """`value` with its rich text as plain text."""
    if isinstance(value, str):
        return plain_text(value, " ")
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    return value


def lines_of(value: Any, name: str) -> list[str]:
    """The value of a field, one line for each item."""
    if isinstance(value, list):
        return [words_of(item, name) for item in value]
    if isinstance(value, dict) and not is_link(value):
        return [f"{label_of(part)}: {words_of(item, part)}" for part, item in _of_interest(value)]
    return [words_of(value, name)]
