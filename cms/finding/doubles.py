"""Records that may be the same thing: by their names, acronyms and numbers elsewhere."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from cms.models import FinderEntry, Partner, Person, Record, Reference, Theme, Venue
from cms.text.words import tokens

from .find import slips_in
from .index import initials_of, kinds

# Quotes look alike without being the same.
KINDS_WITH_DOUBLES: tuple[type[Record], ...] = (Person, Partner, Reference, Theme, Venue)
# Two records with the same one are the same thing.
SAME = ("orcid", "ror", "wikidata", "symbol")
COMMON = 300  # records with one word: such a word says nothing
SHORTEST_ACRONYM = 3


@dataclass(frozen=True)
class Named:
    """A record with the folded words of each of its names."""

    object_id: int
    name: str
    names: frozenset[tuple[str, ...]]
    acronyms: frozenset[str]
    numbers: frozenset[tuple[str, str]]


def named(record: Any) -> Named:
    """What tells whether another record may be the same."""
    texts = [*_names(record)]
    words = {tuple(sorted(tokens(text))) for text in texts}
    acronyms = {initials for text in texts for initials in initials_of(text)}
    acronyms |= {"".join(tokens(text)) for text in texts if len(tokens(text)) == 1}
    return Named(
        object_id=record.pk or 0,
        name=str(record),
        names=frozenset(words - {()}),
        acronyms=frozenset(one for one in acronyms if len(one) >= SHORTEST_ACRONYM),
        numbers=frozenset(
            (name, value) for name in SAME if (value := getattr(record, name, "") or "")
        ),
    )


def _names(record: Any) -> Iterator[str]:
    """Its names. A town or a given name alone is no name."""
    match record:
        case Person():
            yield from (record.name, record.sort_name)
            yield f"{record.given_name} {record.family_name}" if record.family_name else ""
        case Partner():
            yield from (record.name, record.acronym)
            yield from (other.name for other in record.names.all())
        case Theme():
            yield from (record.label, *record.alternative_labels_list)
        case _:
            yield record.name


def are_alike(one: Named, other: Named) -> bool:
    """The same number, the same words in any order, a slip or two, or a name and its acronym."""
    if one.numbers & other.numbers or one.names & other.names:
        return True
    if any(_differ_by_slips(a, b) for a in one.names for b in other.names):
        return True
    return any(
        len(name) == 1 and name[0] in whole.acronyms
        for short, whole in ((one, other), (other, one))
        for name in short.names
    )


def _differ_by_slips(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether each word is the same or has a slip, with two slips at most; a number has none."""
    from rapidfuzz.distance import OSA  # loaded by those who compare

    if len(one) != len(other):
        return False
    slips = 0
    for word, twin in zip(one, other, strict=True):
        if word == twin:
            continue
        if any(letter.isdigit() for letter in word + twin):
            return False
        distance = OSA.distance(word, twin)
        if distance > min(slips_in(word), slips_in(twin)):
            return False
        slips += distance
    return slips <= 2


def doubles_of(record: Any) -> list[FinderEntry]:
    """The entries of the records of the same kind and language that look like `record`."""
    if type(record) not in KINDS_WITH_DOUBLES:
        return []
    own = named(record)
    alike = [
        other.object_id
        for other in _all_named(type(record), record.locale_id)
        if other.object_id != record.pk and are_alike(own, other)
    ]
    return list(FinderEntry.objects.filter(kind=record.kind, object_id__in=alike).order_by("name"))


def _all_named(model: Any, locale_id: int | None) -> Iterator[Named]:
    records = model._default_manager.order_by("pk")
    if locale_id is not None:
        records = records.filter(locale_id=locale_id)
    if model is Partner:
        records = records.prefetch_related("names")
    yield from map(named, records)


def likely_doubles(kind: str) -> list[tuple[Named, Named]]:
    """All pairs of one kind that look alike. Three queries at most."""
    pairs = {}
    languages: dict[int, list[Any]] = defaultdict(list)
    model: Any = kinds()[kind]
    records = model._default_manager.order_by("pk")
    for record in records.prefetch_related("names") if model is Partner else records:
        languages[record.locale_id].append(named(record))
    for some in languages.values():
        for one, other in _candidates(some):
            if (one.object_id, other.object_id) not in pairs and are_alike(one, other):
                pairs[one.object_id, other.object_id] = (one, other)
    return list(pairs.values())


def _candidates(records: Iterable[Named]) -> Iterator[tuple[Named, Named]]:
    """The pairs that share a word, a word with a letter left out, an acronym or a number."""
    holders: dict[Any, list[Named]] = defaultdict(list)
    for record in records:
        keys: set[Any] = {*record.numbers, *record.acronyms}
        for name in record.names:
            for word in name:
                keys |= {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
        for key in keys:
            holders[key].append(record)
    for some in holders.values():
        if len(some) <= COMMON:
            yield from combinations(some, 2)
