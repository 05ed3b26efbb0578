"""People and documents by the names that editors type: `Ada Lovelace (chair)`, one per line."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from cms.text.slugs import slug_of
from cms.vocabularies import Capacity

LINE = re.compile(r"(?P<name>.*?)(?:\s*\[(?P<number>[0-9]{1,18})\])?", re.DOTALL)
CAPACITY = re.compile(r"(?P<rest>.*\S)\s*\((?P<words>[^()]*)\)", re.DOTALL)
CAPACITIES = {
    form.casefold(): capacity
    for capacity in Capacity
    for form in (capacity.value, capacity.label, f"{capacity.label}s")
}


@dataclass(frozen=True)
class NameLine:
    """A line: a name, the number of the record where several have the name, and a capacity."""

    name: str
    number: int | None = None
    capacity: str = ""

    @property
    def suffix(self) -> str:
        return f" ({Capacity(self.capacity).label.lower()})" if self.capacity else ""


def read_line(line: str) -> NameLine:
    capacity, line = "", line.replace("\0", "")  # which no database stores
    match = CAPACITY.fullmatch(line.strip())
    if match and (known_capacity := CAPACITIES.get(match["words"].strip().casefold())):
        line, capacity = match["rest"], known_capacity.value
    parts = LINE.fullmatch(line.strip())
    number = parts and parts["number"]
    return NameLine(parts["name"] if parts else line, int(number) if number else None, capacity)


class NameIndex:
    """Finds records of one kind by name. `load` reads all names of a form in one query.

    A name is found whatever its accents and capitals are. Of several with one name, those in the
    language `locale` come first.
    """

    def __init__(self, records: QuerySet, locale: Any = None) -> None:
        self.records = records
        self.locale = locale
        fields = {field.name for field in records.model._meta.concrete_fields}
        self.field = "name" if "name" in fields else "title"
        self._by_number: dict[int, Any] = {}
        self._by_name: dict[str, dict[int, Any]] = defaultdict(dict)
        self._loaded: set[str] = set()

    def load(self, lines: Iterable[str], pks: Iterable[int] = ()) -> None:
        named = [read_line(line) for line in lines]
        numbers = {*pks, *(line.number for line in named if line.number)} - self._by_number.keys()
        names = {line.name for line in named}
        if numbers:
            numbered = list(self.records.filter(pk__in=numbers))
            names |= {record.title for record in numbered}
            for record in numbered:
                self._note(record)
        if names := names - self._loaded:
            self._loaded |= names
            slugs = {slug for name in names if (slug := slug_of(name))}
            has_name = Q(**{f"{self.field}__in": names}) | Q(slug__in=slugs)
            for record in self.records.filter(has_name):
                self._note(record)

    def _note(self, record: Any) -> None:
        self._by_number[record.pk] = record
        for form in (record.title, slug_of(record.title), record.slug):
            self._by_name[form][record.pk] = record

    def get(self, pk: int) -> Any:
        self.load([], [pk])
        return self._by_number.get(pk)

    def matches(self, line: str) -> list[Any]:
        """The records that `line` may mean, those with exactly this name alone if there are any."""
        named = read_line(line)
        if named.number:
            record = self.get(named.number)
            return [record] if record else []
        self.load([line])
        by_pk = self._by_name.get(named.name) or self._by_name.get(slug_of(named.name)) or {}
        records = [by_pk[pk] for pk in sorted(by_pk)]
        here = [record for record in records if self.locale and record.locale_id == self.locale.pk]
        return here or records

    def line(self, record: Any, capacity: str = "") -> str:
        """What an editor types for `record`: its name, with its number if that is not enough."""
        name, suffix = record.title, NameLine("", None, capacity).suffix
        plain = f"{name}{suffix}"
        if read_line(plain).name == name and self.matches(plain) == [record]:
            return plain
        return f"{name} [{record.pk}]{suffix}"

    def read_again(self, line: str) -> str:
        """`line` as Plenary writes it, or as it is where it means nobody or several."""
        matches = self.matches(line)
        return (
            self.line(matches[0], read_line(line).capacity) if len(matches) == 1 else line.strip()
        )
