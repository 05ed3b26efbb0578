"""What a request makes of documents on their way out: expanded, and cut to the fields asked for."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import orjson

from api.json_walk import objects_in
from api.query.expansion import Tree, documents_of, expand, expand_of, kinds_in
from api.query.filter_types import ChoiceList
from api.query.params import Choice, Parameter, Refused
from api.rendering.images import PROFILES, with_one_profile
from api.rendering.rich_text_forms import RICH_TEXT_FORMS
from api.resources.base import resource_of
from api.serializers.base import PictureProfileSerializer
from api.serializers.blocks import with_rich_text
from api.serializers.paths import paths
from archive.registry import Resource, registry

Values = dict[str, list[Any]]

ALL = "*"
MAX_FIELDS = 60


@dataclass(frozen=True)
class Fields(Parameter):
    """`fields=title,dates.start,partners.partner.title`; `fields=*` is the whole document."""

    longest: int = 40 * MAX_FIELDS
    is_list = True
    kind: str = ""

    def read(self, value: str) -> tuple[str, ...]:
        names = tuple(value.split(","))
        if len(names) > MAX_FIELDS:
            raise Refused(f"At most {MAX_FIELDS} fields.")
        allowed = paths_of(self.kind)
        for name in names:
            if name != ALL and name not in allowed and not _is_inside_expansion(self.kind, name):
                raise Refused(f"There is no field “{name[:100]}”.", sorted(allowed))
        return names


def fields_of(kind: str) -> Fields:
    return Fields(
        "fields",
        "Only these keys, with a comma between them and a dot for what is inside: "
        "title,dates.start. An asterisk means the whole document.",
        kind=kind,
    )


@cache
def paths_of(kind: str) -> frozenset[str]:
    """Every path of a document of `kind`: "dates", "dates.start", …"""
    names = {path for path, _field in paths(resource_of(kind).serializer())}
    pictures = [path for path in names if path.split(".")[-1] == "profiles"]
    inside = [path for path, _field in paths(PictureProfileSerializer())]
    for path in pictures:
        for profile in PROFILES:
            names |= {f"{path}.{profile.name}", *(f"{path}.{profile.name}.{one}" for one in inside)}
    return frozenset(names)


def _is_inside_expansion(kind: str, path: str) -> bool:
    """Whether `path` names a key of a record that can be expanded in a document of `kind`."""
    for link in resource_of(kind).links.values():
        prefix = ".".join(link.path) + "."
        if path.startswith(prefix):
            rest = path.removeprefix(prefix)
            return rest in paths_of(link.kind) or _is_inside_expansion(link.kind, rest)
    return False


def project(document: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """`document` with the named keys only, in the document's own order."""
    if ALL in names:
        return document
    return _project(document, _tree(names))


def _tree(names: tuple[str, ...]) -> Tree:
    tree: Tree = {}
    for name in names:
        branch = tree
        for part in name.split("."):
            branch = branch.setdefault(part, {})
    return tree


def _project(value: Any, tree: Tree) -> Any:
    """An empty tree keeps everything below."""
    if not tree or value is None:
        return value
    if isinstance(value, list):
        return [_project(item, tree) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: _project(item, tree[name]) for name, item in value.items() if name in tree}


RICH_TEXT = Choice(
    "rich_text",
    "The form of text with marks and links: HTML if left out.",
    choices=tuple(RICH_TEXT_FORMS),
)


EVERY = tuple(profile.name for profile in PROFILES)
PROFILES_WANTED = ChoiceList(
    "profiles",
    "Every picture in these profiles, with a comma between them. If left out, lists and links have "
    "the one that fits, and documents have all of their own picture.",
    choices=EVERY,
)


def shaping_parameters(kind: str) -> dict[str, Parameter]:
    return {
        "fields": fields_of(kind),
        "expand": expand_of(kind),
        "profiles": PROFILES_WANTED,
        "rich_text": RICH_TEXT,
    }


def is_shaped(values: Values) -> bool:
    """Whether the stored bytes cannot be handed out as they are."""
    return bool({"fields", "expand", "profiles"} & values.keys()) or _form_of(values) != "html"


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
    if "profiles" in values:
        put_profiles(documents, values["profiles"][0], now)
    elif ALL not in summary and ALL not in values.get("fields", [()])[0]:
        pictures = resource_of(kind).pictures
        documents = [with_one_profile(document, pictures) for document in documents]
    names = values["fields"][0] if "fields" in values else (*summary, *_expanded(kind, tree))
    return [project(document, names) for document in documents]


def put_rich_text(documents: list[dict[str, Any]], form: str) -> None:
    """Rewrite the rich text of `documents`, and of those within them, in another form."""
    for document in objects_in(documents):
        if isinstance(document.get("body"), list):
            document["body"] = [
                with_rich_text(block, RICH_TEXT_FORMS[form]) for block in document["body"]
            ]


def put_profiles(documents: list[dict[str, Any]], uses: tuple[str, ...], now: datetime) -> None:
    """Give every picture these profiles, from its own document where it has not all of them."""
    pictures = [picture for picture in objects_in(documents) if picture.get("profiles")]
    lacking = {picture["id"] for picture in pictures if not picture["profiles"].keys() >= {*EVERY}}
    originals = {uid: orjson.loads(body) for uid, body in documents_of(lacking, now).items()}
    for picture in pictures:
        profiles = originals.get(picture["id"], picture)["profiles"]
        picture["profiles"] = {use: profiles[use] for use in uses if use in profiles}


def _expanded(kind: str, tree: Tree) -> set[str]:
    """The keys of a document under which something is expanded."""
    return {resource_of(kind).links[name].path[0] for name in tree}
