"""What each list can be filtered by. Names of filters are names of facets."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from api.query.params import Choice, Number, Parameter, Refused, refused_value
from api.serializers import HAS
from archive.models import Facet, PublicRecord
from archive.search.analysis import languages
from archive.search.index import matching
from cms.models.dates import first_day, last_day
from cms.vocabularies import (
    Access,
    DocumentKind,
    EventKind,
    ImageKind,
    Mode,
    PartnerKind,
    Phase,
    ReferenceKind,
    Verification,
)

MAX_WORDS = 10


@dataclass(frozen=True)
class Key(Parameter):
    """The key of a public record of `kind`."""

    kind: str = ""


@dataclass(frozen=True)
class Country(Parameter):
    """A country of ISO 3166-1, two letters."""

    def read(self, value: str) -> str:
        if len(value) != 2 or not (value.isascii() and value.isalpha()):
            raise Refused("Give the two letters of ISO 3166-1, such as CH.")
        return value.upper()

    @property
    def schema(self) -> dict[str, str]:
        return {"type": "string", "pattern": "^[A-Za-z]{2}$"}


@dataclass(frozen=True)
class Words(Parameter):
    """Words to search for."""

    longest: int = 200

    def read(self, value: str) -> str:
        if len(value.split()) > MAX_WORDS:
            raise Refused(f"At most {MAX_WORDS} words.")
        return value


def key(name: str, kind: str, words: str) -> Key:
    return Key(name, f"{words} Give its key.", repeatable=True, kind=kind)


def choice(name: str, choices, words: str) -> Choice:
    return Choice(name, words, repeatable=True, choices=tuple(choices.values))


def named(*parameters: Parameter) -> dict[str, Parameter]:
    return {parameter.name: parameter for parameter in parameters}


YEAR = Number("year", "A year that the dates touch.", repeatable=True, least=1, most=9999)
LOCALE = Choice(
    "locale",
    "The language.",
    repeatable=True,
    choices=tuple(code for code, _ in settings.LANGUAGES),
)

FILTERS: dict[str, dict[str, Parameter]] = {
    "series": named(
        key("theme", "theme", "Series with this theme."),
        key("partner", "partner", "Series with this organiser or default partner."),
        LOCALE,
    ),
    "event": named(
        key("series", "series", "Editions of this series."),
        YEAR,
        key("partner", "partner", "Events with this partner or organiser."),
        key("theme", "theme", "Events with this theme."),
        key("person", "person", "Events where this person is named."),
        key("quote", "quote", "Events that show this quote."),
        key("reference", "reference", "Events that cite this reference."),
        choice("kind", EventKind, "The kind of event."),
        Number("ordinal", "The number in the series.", repeatable=True),
        choice("access", Access, "Who may attend."),
        choice("phase", Phase, "Where the event stands."),
        choice("mode", Mode, "Where people meet."),
        Country("country", "The country of any partner.", repeatable=True),
        Parameter("code", "The organiser's code.", repeatable=True),
        LOCALE,
    ),
    "quote": named(
        key("person", "person", "Quotes of this person."),
        key("partner", "partner", "Quotes of this organisation."),
        key("event", "event", "Quotes spoken at this event."),
        key("reference", "reference", "Quotes from this session or document."),
        choice("verification", Verification, "Whether it has been checked."),
        YEAR,
        LOCALE,
    ),
    "partner": named(
        choice("kind", PartnerKind, "The kind of organisation."),
        Country("country", "The country.", repeatable=True),
        LOCALE,
    ),
    "person": named(LOCALE),
    "theme": named(LOCALE),
    "venue": named(Country("country", "The country.", repeatable=True), LOCALE),
    "reference": named(choice("kind", ReferenceKind, "The kind of reference."), YEAR, LOCALE),
    "document": named(choice("kind", DocumentKind, "The kind of document.")),
    "image": named(choice("kind", ImageKind, "The kind of image.")),
}


@dataclass(frozen=True)
class Day(Parameter):
    """A day, or a month or a year that stands for its first or last day."""

    end_of: Callable[[date, str], date | None] = first_day

    def read(self, value: str) -> date | None:
        precision = {4: "year", 7: "month", 10: "day"}.get(len(value))
        if precision is None or not value.isascii():
            raise Refused("Give a date: 2012, 2012-01 or 2012-01-26.")
        try:
            return self.end_of(date.fromisoformat(value + "0001-01-01"[len(value) :]), precision)
        except ValueError as error:
            raise Refused("There is no such date. Write 2012, 2012-01 or 2012-01-26.") from error

    @property
    def schema(self) -> dict[str, Any]:
        pattern = r"^(?!0000)\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1\d|2\d|3[01]))?)?$"
        return {"type": "string", "pattern": pattern}


@dataclass(frozen=True)
class Names(Choice):
    """Several of a list of words, with a comma between them; all of them must hold."""

    def read(self, value: str) -> Any:
        return tuple(super(Names, self).read(name) for name in value.split(","))

    @property
    def schema(self) -> dict[str, Any]:
        words = "|".join(self.choices)
        return {"type": "string", "pattern": f"^({words})(,({words}))*$"}


DATED = ("event", "quote", "reference")
RANGES = ("year", "ordinal")
NOT, LEAST, MOST = "__not", "__gte", "__lte"


def _with_operators(kind: str) -> dict[str, Parameter]:
    """The filters of `kind`, with what else can be said of them: not, at least, at most."""
    declared = dict(FILTERS[kind])
    for name, parameter in FILTERS[kind].items():
        words = f"None of these. {parameter.help}"
        declared[name + NOT] = replace(parameter, name=name + NOT, help=words)
        if name in RANGES:
            for suffix, word in ((LEAST, "least"), (MOST, "most")):
                words = f"The {name}, at {word}."
                declared[name + suffix] = replace(
                    parameter, name=name + suffix, help=words, repeatable=False
                )
    if kind in DATED:
        overlap = "Dates that touch the time from this day on. What has no date never does."
        declared["from"] = Day("from", overlap)
        declared["to"] = Day(
            "to", overlap.replace("from this day on", "up to this day"), end_of=last_day
        )
    declared["q"] = Words("q", "Words that all must be found in the record, in any form.")
    words = f"With all of these: {', '.join(HAS[kind])}."
    declared["has"] = Names("has", words, choices=HAS[kind])
    declared["has__not"] = Names(
        "has__not", words.replace("With all", "With none"), choices=HAS[kind]
    )
    return declared


PARAMETERS = {kind: _with_operators(kind) for kind in FILTERS}


NEIGHBOURS = 50


def check_keys(declared: Mapping[str, Parameter], values: Mapping[str, list]) -> None:
    """Refuse keys that no public record has, with the nearest one. One query for all of them.

    A hidden record's key and one that was never used get the same answer.
    """
    given = [
        (name, parameter.kind, value)
        for name, parameter in declared.items()
        if isinstance(parameter, Key)
        for value in values.get(name, ())
    ]
    if not given:
        return
    wanted = Q()
    for _name, of_kind, value in given:
        wanted |= Q(kind=of_kind, key=value)
    known = set(PublicRecord.objects.filter(wanted, live=True).values_list("kind", "key"))
    for name, of_kind, value in given:
        if (of_kind, value) not in known:
            detail = f"No public {of_kind} has this key."
            raise refused_value(name, value, detail, like=keys_beside(of_kind, value))


def keys_beside(kind: str, value: str) -> list[str]:
    """Public keys around `value` in the order of keys: few of them, however many there are.

    Codes are in capital letters, so `value` is also looked for in these.
    """
    keys = PublicRecord.objects.filter(kind=kind, live=True).values_list("key", flat=True)
    found: list[str] = []
    for word in sorted({value, value.upper()}):
        found += keys.filter(key__gte=word).order_by("key")[:NEIGHBOURS]
        found += keys.filter(key__lt=word).order_by("-key")[:NEIGHBOURS]
    return found


def apply(records: QuerySet, kind: str, values: Mapping[str, list]) -> QuerySet:
    """Those of `records` that all of the filters given let through."""
    records = apply_facets(records, FILTERS[kind], values)
    if words := values.get("q"):
        texts = matching(words[0], languages()).texts
        records = records.filter(pk__in=texts.order_by().values("record_id"))
    for name in (wanted for given in values.get("has", ()) for wanted in given):
        records = records.filter(_any_of("has", [name]))
    for names in values.get("has" + NOT, ()):
        records = records.exclude(_any_of("has", list(names)))
    return records.filter(_in_range(values))


def apply_facets(records: QuerySet, names: Iterable[str], values: Mapping[str, list]) -> QuerySet:
    """Those of `records` that have any value of each filter that is given."""
    for name in names:
        if wanted := values.get(name):
            records = records.filter(_any_of(name, wanted))
        if unwanted := values.get(name + NOT):
            records = records.exclude(_any_of(name, unwanted))
    return records


def _any_of(name: str, wanted: list) -> Q:
    if name == "ordinal":
        return Q(ordinal__isnull=False, ordinal__in=wanted)
    facets = Facet.objects.filter(name=name, value__in=[str(each) for each in wanted])
    return Q(pk__in=facets.values("record_id"))


def _in_range(values: Mapping[str, list]) -> Q:
    """Numbers and dates within what is asked; what is not stated is in no range."""
    wanted = Q()
    for name, condition in RANGE_CONDITIONS.items():
        if name in values:
            wanted &= condition(values[name][0])
    return wanted


RANGE_CONDITIONS: dict[str, Callable[[Any], Q]] = {
    "ordinal" + LEAST: lambda number: Q(ordinal__gte=number),
    "ordinal" + MOST: lambda number: Q(ordinal__lte=number),
    "year" + LEAST: lambda year: Q(end__gte=date(year, 1, 1)),
    "year" + MOST: lambda year: Q(start__lte=date(year, 12, 31)),
    "from": lambda day: Q(end__gte=day),
    "to": lambda day: Q(start__lte=day),
}
