"""Compare what the reader proposes for a page with what a person wrote down of it.

A value counts when it is whole and exact: a partner with its name, role and country, a person with
capacity and office, a quotation with its speaker, a date with its first and last day.

A review keeps a sure value and asks about a likely one. `compare` counts both, or the sure ones
alone.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
# The pages that the rules were written with, those with which they were corrected later, those
# scored before the rules were corrected with them, and those that no rule was written for:
# they say how well the reader does on other pages.
SETS = ("pages", "more_pages", "held_out", "reviewed", "unseen")
# A page of the first set has a file of its own for its truth. There an absent key is not compared.
OWN_FILE = "pages"
SINGLE = (
    *("code", "title", "series", "ordinal", "dates", "venue"),
    *("access", "attribution_rule", "mode"),
)
PARTS = {
    "partners": ("name", "role", "country"),
    "people": ("name", "capacity", "role_then"),
    "quotes": ("text", "speaker"),
}
SEVERAL = ("other_codes", "kind_stated", "references", "headings", "calls_to_action")
FIELDS = (*SINGLE, *PARTS, *SEVERAL)
# From this confidence on a review keeps a value without a question: `importer.review.presentation`.
SURE = 0.85
# What the truth of the other sets says whole. A field that it leaves out is not on the page.
COMPLETE = ("code", "title", "ordinal", "dates", "venue", *PARTS)

Facts = Counter[tuple[str, ...]]


@dataclass
class Score:
    """The number of values of one field: proposed, written down, and both."""

    right: int = 0
    proposed: int = 0
    written: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.written if self.written else 1.0


@dataclass
class Report:
    """The scores by field, and each value that is wrong or missing, with its page."""

    scores: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in FIELDS})
    wrong: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    missing: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def add(self, page: str, proposed: Facts, written: Facts) -> None:
        self.wrong += [(page, fact) for fact in proposed - written]
        self.missing += [(page, fact) for fact in written - proposed]
        for facts, attribute in (
            (proposed & written, "right"),
            (proposed, "proposed"),
            (written, "written"),
        ):
            for (name, *_), number in facts.items():
                score = self.scores[name]
                setattr(score, attribute, getattr(score, attribute) + number)


def pages_of(name: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each page of a set, with its truth."""
    folder = HERE / name
    truths = {} if name == OWN_FILE else json.loads((folder / "truth.json").read_text())
    for path in sorted(folder.iterdir()):
        if path.suffix != ".json":
            yield path, truths.get(path.name) or json.loads(path.with_suffix(".json").read_text())


def facts_of(values: dict[str, Any]) -> Facts:
    """What `values` say, one entry a value: `("partners", "Foo Trust", "sponsor", "")`."""
    facts: Facts = Counter()
    for name in SINGLE:
        value = _date(values.get(name)) if name == "dates" else values.get(name)
        if value is not None:
            facts[name, str(value)] += 1
    for name, parts in PARTS.items():
        for item in values.get(name, []):
            parted = [item.get(part) for part in parts] if isinstance(item, dict) else item
            facts[name, *(part or "" for part in parted)] += 1
    for name in SEVERAL:
        for item in values.get(name, []):
            facts[name, item if isinstance(item, str) else item.get("name") or item["text"]] += 1
    return facts


def sure_of(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a proposal without those about which a review asks."""
    likely = {span["path"] for span in values["spans"] if span["confidence"] < SURE}
    kept = {name: value for name, value in values.items() if f"/{name}" not in likely}
    for name in (*PARTS, *SEVERAL):
        items = enumerate(values[name])
        kept[name] = [item for number, item in items if f"/{name}/{number}" not in likely]
    return kept


def compare(name: str, read: Any, *, only_sure: bool = False) -> Report:
    """The report on one set. `read` makes the proposal of a page."""
    report = Report()
    for path, truth in pages_of(name):
        values = read(path.read_bytes(), path.name).as_json()
        proposed, written = facts_of(sure_of(values) if only_sure else values), facts_of(truth)
        if name != OWN_FILE:
            proposed = Counter({fact: n for fact, n in proposed.items() if fact[0] in COMPLETE})
        report.add(path.name, proposed, written)
    return report


def _date(value: Any) -> str | None:
    """`"2016-05-03/2016-05-05"`, `"2016-05"`, or separate days with commas between them."""
    if not isinstance(value, dict):
        return value
    if value.get("days"):
        return ",".join(value["days"])
    start, end = value.get("start"), value.get("end")
    return start if end in (None, start) else f"{start}/{end}"
