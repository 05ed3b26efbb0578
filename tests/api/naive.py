"""The filters of lists, asked of every document one by one.

It reads documents as readers do, and knows of the declarations what looks at events, no more.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

from anyascii import anyascii

from api.query.declared import declared
from api.query.filter_types import Key
from api.query.filters import GROUPS, parameters_of
from api.resources.base import resource_of


def keys_of(*links: dict | None) -> set[str]:
    return {link["key"] for link in links if link}


# Words that are compared whole, whatever the capitals and accents.
STATED = ("language", "issuer", "symbol", "body_name", "acronym", "locality")


IDENTIFIERS = ("orcid", "ror", "wikidata")


def bare(identifier: str) -> str:
    return identifier.strip("/").split("/")[-1].upper()


def illustrations(event: dict) -> list[dict]:
    return [block["value"]["image"] for block in event["body"] if block["type"] == "image"]


def folded(text: str) -> str:
    return anyascii(text).casefold()


def facts_of(document: dict) -> dict[str, set[str]]:
    """What the document says under the name of each filter, by the words of the documentation."""
    kind = document["type"]
    title = folded(document.get("sort_name") or document["title"])
    first = next(sign for sign in title if sign.isalnum())
    facts = {
        "letter": {"0-9" if first.isdigit() else first},
        "has": {name for name in resource_of(kind).has if document[name]},
    }
    if document["locale"]:
        facts["locale"] = {document["locale"]}
    facts["translated"] = {translation["locale"] for translation in document.get("alternates", [])}
    facts["month"] = months_of(document)
    for name in (
        "kind", "country", "phase", "code", "verification", "access", "mode", "attribution_rule",
    ):  # fmt: skip
        if name in document and isinstance(document[name], str):
            facts[name] = {document[name]}
    for name in IDENTIFIERS:
        if document.get(name):
            facts[name] = {bare(document[name])}
    elsewhere = (document.get(name) for name in ("website", *IDENTIFIERS))
    facts["same_as"] = {*filter(None, elsewhere), *document["same_as"]}
    for name in STATED:
        if document.get(name):
            facts[name] = {folded(document[name])}
    if kind == "event":
        links = [partnership["partner"] for partnership in document["partners"]]
        items = document["programme"]
        in_sessions = keys_of(*(person for item in items for person in item["people"]))
        facts |= {
            "series": keys_of(document["series"]),
            "partner": keys_of(document["organiser"], *links),
            "country": {link["country"] for link in links if link["country"]},
            "partner_country": {link["country"] for link in links if link["country"]},
            "theme": keys_of(*document["themes"]),
            "person": keys_of(*(appearance["person"] for appearance in document["people"]))
            | in_sessions,
            "session_person": in_sessions,
            "venue": keys_of(document["venue"]),
            "place_country": {document["venue"]["country"]} if document["venue"] else set(),
            "quote": keys_of(*document["quotes"]),
            "document": keys_of(
                *document["documents"], *(f for i in items for f in i["documents"])
            ),
            "reference": keys_of(*document["references"]),
            "image": keys_of(document["image"], *illustrations(document)),
        }
    elif kind == "quote":
        facts |= {
            "person": keys_of(document["speaker"]),
            "event": keys_of(document["occasion"]["event"]),
        }
    elif kind == "person":
        facts["partner"] = keys_of(
            *(affiliation["partner"] for affiliation in document["affiliations"])
        )
    elif kind in ("partner", "theme"):
        above = "parent" if kind == "partner" else "broader"
        facts[above] = keys_of(document[above])
    return facts


def in_role(document: dict, name: str, roles: list[str], values: list[str] | None) -> bool:
    if name == "partner_role":
        pairs = [
            (partnership["role"], partnership["partner"]) for partnership in document["partners"]
        ]
        pairs += [("organiser", document["organiser"])] if document["organiser"] else []
    else:
        pairs = [
            (appearance["capacity"], appearance["person"]) for appearance in document["people"]
        ]
    return any(role in roles and (values is None or link["key"] in values) for role, link in pairs)


def spans_of(document: dict) -> list[tuple[str, str]]:
    """The spans in which the date can be: one, or each of the separate days."""
    dates = document.get("dates") or document.get("occasion", {}).get("dates") or {}
    if not dates.get("edtf"):
        return []
    if dates["days"]:
        return [(day, day) for day in dates["days"]]
    start, end = dates["start"], dates["end"] or dates["start"]
    first, last = "0001-01-01", "9999-12-31"
    if dates["open"] != "start":
        first = start + {4: "-01-01", 7: "-01", 10: ""}[len(start)]
    if dates["open"] != "end":
        last = end + {4: "-12-31", 7: "-31", 10: ""}[len(end)]
    return [(first, last)]


def months_of(document: dict) -> set[str]:
    """The months that its days and months touch. The days of a year alone are not known."""
    dates = document.get("dates") or document.get("occasion", {}).get("dates") or {}
    stated = [*dates.get("days", []), dates.get("start"), dates.get("end")]
    months = [date.fromisoformat(f"{day}-01"[:10]) for day in stated if len(day or "") > 4]
    if months and not dates["days"] and not dates["open"]:
        span = (max(months) - min(months)).days
        months = [min(months) + timedelta(days) for days in range(min(span, 366) + 1)]
    return {str(day.month) for day in months}


LIMITS = {"from": "-01-01", "year__gte": "-01-01", "to": "-12-31", "year__lte": "-12-31"}


def limits_of(query: dict[str, list[str]]) -> tuple[str, str]:
    """The first and the last day of the time that a query asks for."""
    first, last = "0001-01-01", "9999-12-31"
    for name, end in LIMITS.items():
        for value in query.get(name, ()):
            day = value.replace("X", "0" if end == "-01-01" else "9") + end[len(value) - 4 :]
            first, last = (max(first, day), last) if end == "-01-01" else (first, min(last, day))
    return first, last


def touches(spans: list[tuple[str, str]], first: str, last: str) -> bool:
    return any(start <= last and first <= end for start, end in spans)


def is_in_box(document: dict, box: str) -> bool:
    west, south, east, north = map(float, box.split(","))
    x, y = document["longitude"], document["latitude"]
    if x is None or not south <= y <= north:
        return False
    return west <= x <= east if west <= east else not east < x < west


ROLES = {"partner": "partner_role", "person": "capacity"}
# Filters of what a document names: of which kind it is, and the name that the filter has there.
NAMED = {
    "partner_kind": ("partner", "kind"),
    "partner_country": ("partner", "country"),
    "place_locality": ("venue", "locality"),
    "place_bbox": ("venue", "bbox"),
}


class Naive:
    """The list of a kind that filters let through, of all documents of a moment."""

    def __init__(self, documents: list[dict]) -> None:
        self.documents = documents

    def keys(self, kind: str, query: dict[str, list[str]]) -> set[str]:
        of_the_kind = (document for document in self.documents if document["type"] == kind)
        return {
            document["key"]
            for document in of_the_kind
            if self.is_of_the_language(document, query) and self.lets_through(document, query)
        }

    @staticmethod
    def is_of_the_language(document: dict, query: dict[str, list[str]]) -> bool:
        """A list is of one language unless it names records or languages."""
        named = {"id", "key", "locale"} & query.keys()
        return bool(named) or document["locale"] in (None, "en")

    def in_every_language(self, kind: str, name: str, values: list[str]) -> list[str]:
        """The keys of the translations, too, where the filter takes keys."""
        parameter = parameters_of(kind).get(name)
        if not isinstance(parameter, Key):
            return values
        named = [d for d in self.documents if d["type"] == parameter.kind and d["key"] in values]
        return [
            *values,
            *(other["key"] for record in named for other in record.get("alternates", [])),
        ]

    def lets_through(self, document: dict, query: dict[str, list[str]]) -> bool:
        kind = document["type"]
        facts = facts_of(document)
        beyond: dict[str, dict[str, list[str]]] = defaultdict(dict)
        query = {name: self.in_every_language(kind, name, query[name]) for name in query}
        for name, values in query.items():
            if name == GROUPS:
                if not all(self.in_group(document, group) for group in values):
                    return False
            elif self.is_far(kind, name):
                of_kind, far_name = NAMED.get(name, ("event", name))
                beyond[of_kind][far_name] = values
            elif not self.holds(document, facts, name, values, query):
                return False
        far = beyond.pop("event", None)
        if not all(self.names(of_kind, facts, asked) for of_kind, asked in beyond.items()):
            return False
        return far is None or self.is_named(document, far)

    def names(self, kind: str, facts: dict[str, set[str]], asked: dict[str, list[str]]) -> bool:
        """Whether one of the records of `kind` that a document names is what is asked."""
        named = (d for d in self.documents if d["type"] == kind and d["key"] in facts[kind])
        return any(self.lets_through(record, asked) for record in named)

    def in_group(self, document: dict, group: str) -> bool:
        pairs = (pair.partition(":") for pair in group.split(","))
        return any(self.lets_through(document, {name: [text]}) for name, _, text in pairs)

    @staticmethod
    def is_far(kind: str, name: str) -> bool:
        """Whether the filter looks at events, by the declaration alone."""
        return name not in declared(kind)

    def is_named(self, document: dict, query: dict[str, list[str]]) -> bool:
        kind, key = document["type"], document["key"]
        role = {"person": "capacity", "partner": "role"}.get(kind, "")
        asked = {name: values for name, values in query.items() if name not in ("event", role)}
        for event in self.documents:
            if event["type"] != "event" or not self.lets_through(event, asked):
                continue
            if "event" in query and event["key"] not in query["event"]:
                continue
            if role in query:
                if in_role(event, ROLES[kind], query[role], [key]):
                    return True
            elif key in facts_of(event)[kind] or self.is_spoken_at(document, event):
                return True
        return False

    def is_spoken_at(self, document: dict, event: dict) -> bool:
        return document["type"] == "quote" and event["key"] in facts_of(document)["event"]

    def below(self, kind: str, keys: list[str]) -> set[str]:
        above = {"theme": "broader", "partner": "parent"}[kind]
        branch = set(keys)
        for _ in self.documents:
            for document in self.documents:
                if (
                    document["type"] == kind
                    and document[above]
                    and document[above]["key"] in branch
                ):
                    branch.add(document["key"])
        return branch

    @staticmethod
    def is_in(document: dict, locales: list[str], query: dict) -> bool:
        own, others = (
            document["locale"],
            {translation["locale"] for translation in document.get("alternates", [])},
        )
        falls_back = "fallback" in query and own == "en" and not others & set(locales)
        return "*" in locales or own in locales or falls_back

    def holds(self, document: dict, facts: dict, name: str, values: list[str], query: dict) -> bool:
        base, _, operator = name.partition("__")
        spans = spans_of(document)
        special: dict[str, Callable[[], bool]] = {
            "id": lambda: document["id"] in values[0].split(","),
            "key": lambda: document["key"] in values[0].split(","),
            "title__contains": lambda: all(
                word in folded(document.get("sort_name") or document["title"])
                for word in folded(values[0]).split()
            ),
            "key__not": lambda: document["key"] not in values[0].split(","),
            "changed__gte": lambda: document["meta"]["published_at"] >= values[0],
            "changed__lte": lambda: document["meta"]["published_at"] <= values[0],
            **dict.fromkeys(LIMITS, lambda: touches(spans, *limits_of(query))),
            "year": lambda: any(touches(spans, f"{y}-01-01", f"{y}-12-31") for y in values),
            "year__not": lambda: (
                not any(touches(spans, f"{y}-01-01", f"{y}-12-31") for y in values)
            ),
            "start__isnull": lambda: (not spans) == (values == ["true"]),
            "year__isnull": lambda: (not spans) == (values == ["true"]),
            "ordinal": lambda: str(document["ordinal"]) in values,
            "ordinal__not": lambda: str(document["ordinal"]) not in values,
            "ordinal__gte": lambda: (document["ordinal"] or 0) >= int(values[0]),
            "ordinal__isnull": lambda: (document["ordinal"] is None) == (values == ["true"]),
            "locale": lambda: self.is_in(document, values, query),
            "fallback": lambda: True,
            "bbox": lambda: is_in_box(document, values[0]),
            "has": lambda: set(values[0].split(",")) <= facts["has"],
            "has__not": lambda: not set(values[0].split(",")) & facts["has"],
            "partner_role": lambda: in_role(document, name, values, None),
            "capacity": lambda: in_role(document, name, values, None),
        }
        if name in ROLES.values():
            base = next(role for role in ROLES if ROLES[role] == name)
            if {base, f"{base}__within"} & query.keys():
                return True
        if name in special:
            return special[name]()
        has = facts.get(base, set())
        values = [*map(folded, values)] if base in STATED else values
        values = (
            [*map(bare, values)]
            if base in IDENTIFIERS and not operator.startswith("is")
            else values
        )
        roles = query.get(ROLES.get(base, "")) if document["type"] == "event" else None
        if operator == "within":
            kind = {"theme": "theme", "broader": "theme"}.get(base, "partner")
            values = sorted(self.below(kind, values))
        if roles and operator in ("", "within"):
            return in_role(document, ROLES[base], roles, values)
        if operator == "not":
            return not has & set(values)
        if operator == "isnull":
            return bool(has) != (values == ["true"])
        return bool(has & set(values))
