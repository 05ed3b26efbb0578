"""The questions about names that no record has: is it one that is there, or a new draft?"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.http import QueryDict

from archive.registry import registry
from cms.admin.links import edit_url
from tables.models import TableUpload
from tables.office.names import NewName
from tables.relations import Links


class Candidate(NamedTuple):
    key: str
    title: str
    url: str


class Question(NamedTuple):
    number: int
    name: NewName
    candidates: list[Candidate]


class NameForms:
    """The questions of an upload, and the answers that a form sends."""

    def __init__(self, upload: TableUpload) -> None:
        self.names = [NewName(**stored) for stored in upload.questions]

    def __iter__(self) -> Iterator[Question]:
        by_kind_and_key = _candidates(self.names)
        for number, name in enumerate(self.names):
            candidates = [by_kind_and_key.get((name.kind, key)) for key in name.candidates]
            yield Question(number, name, [candidate for candidate in candidates if candidate])

    def __len__(self) -> int:
        return len(self.names)

    def answers(self, data: QueryDict) -> dict[str, str]:
        """`{"partner:unicef": "unicef"}`. A key that somebody types comes before a choice. A name
        without an answer is asked again."""
        answers = {
            name.question: data.get(f"key-{number}", "").strip() or data.get(f"answer-{number}", "")
            for number, name in enumerate(self.names)
        }
        return {question: answer for question, answer in answers.items() if answer}


def _candidates(names: Iterable[NewName]) -> dict[tuple[str, str], Candidate]:
    """The records that names may mean, by kind and key."""
    links, candidates = Links(), {}
    keys = {(name.kind, key) for name in names for key in name.candidates}
    for kind in {kind for kind, _key in keys}:
        model: Any = registry[kind].model
        # A record may have been deleted since the check.
        pks = {links.find(kind, key): key for of_kind, key in keys if of_kind == kind}
        for pk, record in model._default_manager.in_bulk(filter(None, pks)).items():
            candidate = Candidate(pks[pk], str(record), edit_url(model, pk))
            candidates[kind, pks[pk]] = candidate
    return candidates
