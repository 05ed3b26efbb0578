"""The reference of every parameter, from the declarations that the API itself uses."""

from collections.abc import Iterable

from api.changes.views import parameters as changes_parameters
from api.lists import groups
from api.lists.views import COUNT, PAGING
from api.query.facets import countables
from api.query.filters import parameters_of
from api.query.params import Choice, Parameter
from api.query.picks import SAMPLE
from api.resources.base import resource_of
from api.search.views import parameters as search_parameters
from api.views.detail import parameters_of as detail_parameters
from api.views.resolve import RESOLVE_PARAMETERS
from archive.registry import registry

HEAD = """# Every parameter

Made by `manage.py openapi` from what the API itself works by. Filters that may be repeated take any
of their values; two filters mean both. The same name with `__not` behind it leaves those out, and
with `__isnull` it asks whether anything is stated: `true` or `false`.
A number is written in digits from 0 to 9, without a sign or zeros in front.
"""


def reference() -> str:
    """The page as Markdown."""
    parts = [HEAD]
    for resource in registry:
        if resource.kind != "site":
            parts += _resource(resource.kind, resource.plural)
    counting = groups.parameters_of("event")
    of_all = [*PAGING.values(), *COUNT.values(), *SAMPLE.values(), *counting.values()]
    parts.append(_section("All lists", of_all))
    shaping = detail_parameters("event")
    parts.append(_section("Lists and documents", [shaping["as_of"], shaping["rich_text"]]))
    parts.append(_section("`/api/v1/search/`", search_parameters().values()))
    parts.append(_section("`/api/v1/resolve/`", RESOLVE_PARAMETERS.values()))
    parts.append(_section("`/api/v1/changes/`", changes_parameters().values()))
    return "\n".join(parts)


def _resource(kind: str, plural: str) -> list[str]:
    resource = resource_of(kind)
    expandable = ", ".join(f"`{name}`" for name in resource.links) or "nothing"
    ordered = ", ".join(f"`{name}`" for name in resource.orderings)
    parameters = [
        parameter
        for parameter in parameters_of(kind).values()
        if not parameter.name.endswith(("__not", "__isnull"))
    ]
    counted = ", ".join(f"`{name}`" for name in countables(kind))
    return [
        _section(f"`/api/v1/{plural}/`", parameters),
        f"`facets` and `group_by`: {counted}.\n",
        f"Ordered by {ordered}, with a minus sign for descending. `expand`: {expandable}.\n",
    ]


def _section(title: str, parameters: Iterable[Parameter]) -> str:
    rows = [
        f"| `{parameter.name}` | {_takes(parameter)} | {_cell(parameter.help)} |"
        for parameter in parameters
    ]
    head = [f"## {title}\n", "| name | takes | means |", "| --- | --- | --- |"]
    return "\n".join([*head, *rows, ""])


def _takes(parameter: Parameter) -> str:
    if parameter.name in ("facets", "group_by"):
        accepted = "names"
    elif isinstance(parameter, Choice) and "enum" in parameter.schema:
        accepted = ", ".join(f"`{choice}`" for choice in parameter.choices)
    elif "minimum" in parameter.schema:
        accepted = f"a number from {parameter.schema['minimum']} to {parameter.schema['maximum']}"
    else:
        accepted = "text"
    return f"{accepted}; may be repeated" if parameter.repeatable else accepted


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
