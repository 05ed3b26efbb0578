"""Which record a name in a table means: one that is there, a new draft, or none."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from wagtail.models import Locale

from archive.registry import registry
from cms.models.fields import lines
from cms.text.slugs import is_reserved, slug_of
from tables.problems import InvalidCell
from tables.relations import Links

from .cell_names import CellName, name_fold, question_of
from .options import ASKED, CREATABLE, LEAVE_OUT, MAKE_DRAFT, OfficeOptions
from .vocabulary.labels import LONGEST_NAME

NAMING = ("title", "name", "label", "text")
# The fields with other names of a record.
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "partner": ("acronym", "names__name"),
    "person": ("sort_name",),
    "theme": ("alternative_labels",),
    "reference": ("symbol",),
    "series": ("series_aliases__name",),
}
NAME_OF_NEW = {"theme": "label"}
ALIKE = 0.84
MOST_COMPARED = 200
LONGEST_KEY = 60


@dataclass
class NewName:
    """A name that no record has. `key` is that of the draft."""

    kind: str
    name: str
    key: str
    fields: dict[str, str]
    row: int
    header: str
    candidates: list[str] = field(default_factory=list)  # keys of records that it may mean
    count: int = 0  # how often the table has it
    answer: str = ""  # a key, MAKE_DRAFT or LEAVE_OUT. Empty: nobody has said it

    @property
    def question(self) -> str:
        return question_of(self.kind, self.name)


class Names:
    def __init__(self, links: Links, options: OfficeOptions) -> None:
        self.links, self.options = links, options
        self.new: dict[str, NewName] = {}
        self._pks: dict[str, dict[str, set[int]]] = {}
        self._words: dict[str, dict[str, set[str]]] = {}
        self._keys: set[tuple[str, str]] = set()

    def find(self, kind: str, name: str) -> list[int]:
        """The records with this name, in any case and with any accents, or with this key."""
        pk = self.links.find(kind, name)
        return [pk] if pk else sorted(self._of(kind).get(name_fold(kind, name), ()))

    def existing_key(self, kind: str, name: str) -> str | None:
        """The key of the one record that the name means."""
        pks = self.find(kind, name)
        return self.links.key(kind, pks[0]) if len(pks) == 1 else None

    def key(self, kind: str, cell_name: CellName, row: int, header: str) -> str | None:
        """The key of a record for a name, or of the draft that it becomes. None: left out."""
        answer = self.options.answers.get(question_of(kind, cell_name.name), "")
        if answer not in ("", MAKE_DRAFT, LEAVE_OUT):
            return answer
        if not answer and (key := self.existing_key(kind, cell_name.name)):
            return key
        if kind not in CREATABLE:
            raise InvalidCell(f"There is no {kind} with the name or key “{cell_name.name}”.")
        new = self._new(kind, cell_name, row, header, answer)
        new.count += 1
        return None if new.answer == LEAVE_OUT else new.key

    def may_make(self, kind: str) -> bool:
        """Whether somebody has asked for drafts of this kind."""
        return kind in self.options.create

    def alike(self, kind: str, name: str) -> list[str]:
        """The keys of records whose names share a rare word with `name` and nearly all letters."""
        folded = name_fold(kind, name)
        if len(folded) > LONGEST_NAME:
            return []
        self._of(kind)
        by_word = self._words[kind]
        shared = [by_word[word] for word in folded.split("-") if word in by_word]
        few = min(shared, key=len, default=set())
        if len(few) > MOST_COMPARED:
            return []
        pks = {
            pk: None
            for near in get_close_matches(folded, few, n=3, cutoff=ALIKE)
            for pk in sorted(self._pks[kind][near])
        }
        return [str(self.links.key(kind, pk)) for pk in pks]

    def drafts(self) -> Iterator[NewName]:
        return (new for new in self.new.values() if new.answer != LEAVE_OUT)

    def questions(self) -> list[NewName]:
        return [new for new in self.new.values() if not new.answer]

    def _new(self, kind: str, cell_name: CellName, row: int, header: str, answer: str) -> NewName:
        name = cell_name.name
        question = question_of(kind, name)
        if question not in self.new:
            pks = self.find(kind, name)
            candidates = [str(self.links.key(kind, pk)) for pk in pks] or self.alike(kind, name)
            if not answer and len(pks) < 2 and (kind in self.options.create or kind not in ASKED):
                answer = MAKE_DRAFT
            fields = {NAME_OF_NEW.get(kind, "name"): name} | cell_name.fields
            key = self._free_key(kind, name)
            self.new[question] = NewName(
                kind, name, key, fields, row, header, candidates, answer=answer
            )
        return self.new[question]

    def _free_key(self, kind: str, name: str) -> str:
        base = slug_of(name)[:LONGEST_KEY].strip("-") or kind
        key, number = base, 1
        while is_reserved(key) or (kind, key) in self._keys or self.links.find(kind, key):
            number += 1
            key = f"{base}-{number}"
        self._keys.add((kind, key))
        return key

    def _of(self, kind: str) -> dict[str, set[int]]:
        if kind not in self._pks:
            self._pks[kind], self._words[kind] = _names_in(kind)
        return self._pks[kind]


def _names_in(kind: str) -> tuple[dict[str, set[int]], dict[str, set[str]]]:
    """The records by each of their folded names, and the names by each of their words."""
    model: Any = registry[kind].model
    own = {field.name for field in model._meta.get_fields()}
    fields = [*(name for name in NAMING if name in own), *OTHER_NAMES.get(kind, ())]
    records = model._default_manager.all()
    if "locale" in own:
        records = records.filter(locale=Locale.get_default())
    pks: dict[str, set[int]] = defaultdict(set)
    names_by_word: dict[str, set[str]] = defaultdict(set)
    for pk, *names in records.values_list("pk", *fields):
        for name in (line for text in names for line in lines(text or "")):
            if folded := name_fold(kind, name):
                pks[folded].add(pk)
    for folded in pks:
        for word in folded.split("-"):
            names_by_word[word].add(folded)
    return pks, names_by_word
