"""A document as labelled facts."""

from dataclasses import dataclass

from api.admin.wording import SILENT, is_stated, label_of, lines_of
from api.rendering.render import Json


@dataclass(frozen=True)
class Facts:
    """`stated` are `(label, lines)` in the document's order; `empty` the labels of the rest."""

    stated: list[tuple[str, list[str]]]
    empty: list[str]


def facts_of(document: Json) -> Facts:
    names = [name for name in document if name not in SILENT]
    return Facts(
        stated=[
            (label_of(name), lines_of(document[name], name))
            for name in names
            if is_stated(document[name])
        ],
        empty=[label_of(name) for name in names if not is_stated(document[name])],
    )
