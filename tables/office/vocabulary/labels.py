"""The targets that the name of a column may mean."""

from functools import cache, lru_cache

from cms.text.slugs import slug_of
from tables.columns.table import Table

from .heads import targets_by_head
from .label_words import COLUMN_LABELS, SHARED_LABELS

LONGEST_NAME = 255
SIGNS = str.maketrans(dict.fromkeys("'’/_.&°", " "))


def fold(text: str) -> str:
    """A name as it is compared, without case, accents and signs: "dates" for “Date(s):”."""
    return _folded_name(text) if len(text) <= LONGEST_NAME else slug_of(text.translate(SIGNS))


@lru_cache(maxsize=20_000)
def _folded_name(text: str) -> str:
    return slug_of(text.translate(SIGNS))


@cache
def labels_of(table: Table) -> dict[str, list[str]]:
    """`{"titel": ["title"], …}`: the targets of each folded name, the likeliest first."""
    targets: dict[str, list[str]] = {fold(column.name): [column.name] for column in table.columns}
    for line in COLUMN_LABELS.get(table.kind, SHARED_LABELS).replace("\n    ", " ").split("\n"):
        target, _colon, names = line.partition(":")
        for name in filter(None, map(fold, names.split(","))):
            targets_of_name = targets.setdefault(name, [])
            if target not in targets_of_name:
                targets_of_name.append(target)
    return targets


def targets_named(name: str, table: Table) -> list[str]:
    """The targets of the name of a column, the likeliest first."""
    targets_by_label, folded = labels_of(table), fold(name)
    return targets_by_label.get(folded) or targets_by_head(folded, table.kind, targets_by_label)
