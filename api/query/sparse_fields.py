"""What a request makes of documents on their way out: expanded, and cut to the fields asked for."""

from datetime import datetime
from typing import Any

import orjson

from api.json_walk import objects_in
from api.query.expansion import EXPANDABLE, Tree, expand, expand_of, kinds_in
from api.query.fields import ALL, fields_of, project
from api.query.params import Choice, Parameter
from api.rendering.rich_text_forms import FORMS
from api.serializers.blocks import with_rich_text
from archive.registry import Resource, registry

Values = dict[str, list[Any]]

RICH_TEXT = Choice(
    "rich_text",
    "The form of text with marks and links: HTML if left out.",
    choices=tuple(FORMS),
)


def shaping_parameters(kind: str) -> dict[str, Parameter]:
    return {"fields": fields_of(kind), "expand": expand_of(kind), "rich_text": RICH_TEXT}


def is_shaped(values: Values) -> bool:
    """Whether the stored bytes cannot be handed out as they are."""
    return "fields" in values or "expand" in values or _form_of(values) != "html"


def _form_of(values: Values) -> str:
    return values.get("rich_text", ["html"])[0]


def plurals(resource: Resource, values: Values) -> list[str]:
    """The plurals by which caches know what is shown: its own, then those of what is expanded.

    What is expanded changes, appears and goes without the document that leads to it.
    """
    kinds = kinds_in(resource.kind, values.get("expand", [{}])[0]) - {resource.kind}
    return [resource.plural, *sorted(registry[kind].plural for kind in kinds)]


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
    if (form := _form_of(values)) != "html":
        put_rich_text(documents, form)
    names = values["fields"][0] if "fields" in values else (*summary, *_expanded(kind, tree))
    return [project(document, names) for document in documents]


def put_rich_text(documents: list[dict[str, Any]], form: str) -> None:
    """Rewrite the rich text of `documents`, and of those within them, in another form."""
    for each in objects_in(documents):
        if isinstance(each.get("body"), list):
            each["body"] = [with_rich_text(block, FORMS[form]) for block in each["body"]]


def _expanded(kind: str, tree: Tree) -> set[str]:
    """The keys of a document under which something is expanded."""
    return {EXPANDABLE[kind][name].path[0] for name in tree}
