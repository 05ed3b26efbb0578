"""Sets: the records of a series, of a theme, of a year.

A set is named by its public key, "series:human-rights". A character that the protocol does not
allow is written as "~" and two hexadecimal digits for each byte: "theme:caf~C3~A9".
"""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import orjson
from django.db.models import Exists, OuterRef, Q, QuerySet

from api.oai.arguments import OaiError
from archive.models import Facet, PublicRecord
from cms.text.numbers import whole_number

NAMES = {"series": "By series", "theme": "By theme", "year": "By year"}
SPEC = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*")
PLAIN = re.compile(r"[^A-Za-z0-9\-_.!*'()]")
WRITTEN = re.compile(r"~([0-9A-F]{2})")


@dataclass(frozen=True)
class Set:
    """`kind` is "series", "theme" or "year"; without `value` it is all sets of that kind."""

    kind: str
    value: str = ""

    @property
    def spec(self) -> str:
        return f"{self.kind}:{escaped(self.value)}" if self.value else self.kind


def escaped(value: str) -> str:
    return PLAIN.sub(lambda match: "".join(f"~{byte:02X}" for byte in match[0].encode()), value)


def unescaped(text: str) -> str | None:
    """Decode `text`. None if it is no valid encoding."""
    raw = WRITTEN.sub(lambda match: chr(int(match[1], 16)), text)
    try:
        value = raw.encode("latin-1").decode()
    except UnicodeDecodeError:
        return None
    return value if escaped(value) == text and "\x00" not in value else None


def insist_on_spec(spec: str) -> None:
    """Raise badArgument if `spec` cannot be the name of a set."""
    if not SPEC.fullmatch(spec):
        raise OaiError(
            "badArgument", "Name a set as ListSets does: series:KEY, theme:KEY, year:2012."
        )


def read_set(spec: str) -> Set | None:
    """The set that `spec` names, or None."""
    kind, colon, rest = spec.partition(":")
    value = unescaped(rest)
    if kind not in NAMES or value is None or (colon and not is_known(kind, value)):
        return None
    return Set(kind, value)


def is_known(kind: str, value: str) -> bool:
    """Whether such a series or theme is or was public. Years always exist."""
    if kind == "year":
        return 0 < (whole_number(value) or 0) <= 9999
    return PublicRecord.objects.filter(kind=kind, key=value).exists()


def within(records: QuerySet[PublicRecord], chosen: Set) -> QuerySet[PublicRecord]:
    """The members of a set, and every tombstone.

    A tombstone does not name its former sets. But whoever harvests a set must learn that one of its
    members is gone.
    """
    members = Facet.objects.filter(record=OuterRef("pk"), name=chosen.kind)
    if chosen.value:
        members = members.filter(value=chosen.value)
    return records.filter(Q(live=False) | Exists(members))


def sets_of(records: Iterable[PublicRecord]) -> dict[uuid.UUID, list[str]]:
    """The names of the sets of each of `records`, in one query."""
    uids = [record.uid for record in records if record.live]
    facets = Facet.objects.filter(record_id__in=uids, name__in=NAMES).order_by("name", "value")
    specs: dict[uuid.UUID, list[str]] = defaultdict(list)
    for uid, name, value in facets.values_list("record_id", "name", "value"):
        specs[uid].append(Set(name, value).spec)
    return specs


def all_sets(kinds: Iterable[str], now: datetime) -> Iterator[tuple[str, str]]:
    """`(name of the set, title)` of all sets, in two queries: all series and themes, and the years
    of any record of `kinds`."""
    titled = PublicRecord.objects.public(now).filter(kind__in=("series", "theme"))
    rows = titled.order_by("kind", "key").values_list("kind", "key", "summary")
    named = [
        (kind, key, orjson.loads(bytes(summary or b""))["title"]) for kind, key, summary in rows
    ]
    members = PublicRecord.objects.public(now).filter(pk=OuterRef("record"), kind__in=kinds)
    years = Facet.objects.filter(Exists(members), name="year").order_by("value")
    named += [("year", year, year) for year in years.values_list("value", flat=True).distinct()]
    for kind, title in NAMES.items():
        yield kind, title
        for set_kind, key, set_title in named:
            if set_kind == kind:
                yield Set(kind, key).spec, set_title
