"""`llms.txt`: the archive on one page of Markdown, for language models.

It links the Markdown of series and editions, which holds all stated facts with ids and sources, and
the lists of all records.
"""

from collections.abc import Iterable

from django.conf import settings

from api.formats.links import format_url, list_url
from api.formats.markdown_body import markdown_text
from archive.registry import Document, registry

MOST_OF_A_KIND = 100


def llms(site: str, series: Iterable[Document], events: Iterable[Document]) -> str:
    """`series` and `events` are items of lists."""
    lists = [
        f"- [{resource.plural}]({list_url(resource.plural, 'ndjson')}): whole records, one per line"
        for resource in registry
        if resource.kind != "site"
    ]
    api = f"{settings.API_ORIGIN}/api/v1"
    parts = [
        f"# {markdown_text(site)}",
        "> An archive of conference series. What no source states is left out and never guessed. "
        "The address of every record, with `.md` at its end, is the record as Markdown.",
        *_section("Series", series),
        *_section("Editions", events),
        "## Everything\n\n" + "\n".join(lists),
        f"## Optional\n\n- [OpenAPI]({api}/openapi.json): every address\n"
        f"- [Search]({api}/search/): across all records, with `q`\n"
        f"- [Changes]({api}/changes/): the log of publishing, to keep a copy by",
    ]
    return "\n\n".join(parts) + "\n"


def _section(name: str, items: Iterable[Document]) -> list[str]:
    lines = [_line(item) for item in items]
    return [f"## {name}\n\n" + "\n".join(lines)] if lines else []


def _line(item: Document) -> str:
    facts = [item.get("code"), (item.get("dates") or {}).get("edtf"), item["summary"]]
    more = markdown_text(". ".join(word for word in facts if word))
    link = f"- [{markdown_text(item['title'])}]({format_url(item, 'md')})"
    return f"{link}: {more}" if more else link
