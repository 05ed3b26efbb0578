"""What a request makes of documents on their way out: expanded, and cut to the fields asked for."""

from datetime import datetime
from typing import Any

import orjson

from api.expansion import EXPANDABLE, Tree, expand, expand_of
from api.fields import ALL, fields_of, project
from api.params import Parameter

Values = dict[str, list[Any]]


def shaping_parameters(kind: str) -> dict[str, Parameter]:
    return {"fields": fields_of(kind), "expand": expand_of(kind)}


def is_shaped(values: Values) -> bool:
    """Whether the stored bytes cannot be handed out as they are."""
    return "fields" in values or "expand" in values


def shape(
    bodies: list[bytes],
    kind: str,
    values: Values,
    now: datetime,
    *,
    summary: tuple[str, ...] = (ALL,),
) -> list[dict[str, Any]]:
    """The documents of `bodies` as the request wants them.

    Without `fields` they are cut to `summary` and to what is expanded.
    """
    documents = [orjson.loads(body) for body in bodies]
    tree: Tree = values.get("expand", [{}])[0]
    if tree:
        expand(documents, kind, tree, now)
    names = values["fields"][0] if "fields" in values else (*summary, *_expanded(kind, tree))
    return [project(document, names) for document in documents]


def _expanded(kind: str, tree: Tree) -> set[str]:
    """The keys of a document under which something is expanded."""
    return {EXPANDABLE[kind][name].path[0] for name in tree}
