"""Markdown that says everything a document states, and where each part of it is known from.

A head of `name: value` lines has the ids; then come the title, the facts, the text, and the sources
as footnotes: `[^2]` behind a fact names the source that speaks for it. What is typed is escaped, so
that it is read back as the same words.
"""

from collections.abc import Iterator
from typing import Any

import orjson

from api.formats.markdown_body import body
from api.formats.texts import markdown_line
from archive.registry import Document

IDS = ("id", "type", "key", "url", "html_url", "locale")
# What stands elsewhere on the page, or is no statement about the record.
ELSEWHERE = {
    *IDS, "slug", "title", "summary", "text", "body", "sources", "image", "logo", "portrait",
    "meta", "alternates", "profiles", "focal_point", "quotes", "same_as",
}  # fmt: skip
LINK = {"id", "type", "key", "url", "html_url", "title"}
# Facts beside a link that are pictures or ids and no words.
UNSAID = LINK | {"logo", "portrait", "profiles", "focal_point", "sha256", "text"}


def markdown(document: Document) -> str:
    """The record on one page."""
    notes = Notes(document)
    parts = [
        front_matter(document),
        f"# {markdown_line(document['title'])}{notes.of('title')}",
        *(
            [f"{markdown_line(document['summary'])}{notes.of('summary')}"]
            if document.get("summary")
            else []
        ),
        *(
            [f"> {markdown_line(document['text'])}{notes.of('text')}"]
            if document.get("text")
            else []
        ),
        "\n".join(facts(document, notes)),
        *body(document.get("body", []), notes.of("body")),
        *quotes(document, notes),
        "\n".join(notes.texts()),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def front_matter(document: Document) -> str:
    """YAML, in which a text in the manner of JSON is that text."""
    values = {name: document[name] for name in IDS} | {
        "published_at": document["meta"]["published_at"],
        "same_as": document.get("same_as") or None,
    }
    lines = [f"{name}: {orjson.dumps(value).decode()}" for name, value in values.items() if value]
    return "\n".join(["---", *lines, "---"])


class Notes:
    """The sources of a record as footnotes. One that names no fields speaks for all of them."""

    def __init__(self, document: Document) -> None:
        self._sources = list(enumerate(document.get("sources", ()), 1))

    def of(self, name: str) -> str:
        """The marks of the sources of one fact; those of all facts stand with the title."""
        return "".join(
            f"[^{number}]"
            for number, source in self._sources
            if name in source["speaks_for"] or (name == "title" and not source["speaks_for"])
        )

    def texts(self) -> Iterator[str]:
        for number, source in self._sources:
            parts = [
                markdown_line(source["title"]) if source["title"] else "",
                f"<{address(source['url'])}>" if source["url"] else "",
                text_of(source["document"]) if source["document"] else "",
                f"retrieved {source['retrieved']}" if source["retrieved"] else "",
                # Versions from before sources kept their evidence have neither.
                f"SHA-256 `{source['sha256']}`" if source.get("sha256") else "",
                *(f"“{markdown_line(quotation)}”" for quotation in source.get("quotations", ())),
            ]
            fields = ", ".join(f"`{name}`" for name in source["speaks_for"])
            yield f"[^{number}]: {', '.join(filter(None, parts))}" + (
                f" (for {fields})" if fields else ""
            )


def facts(document: Document, notes: Notes) -> Iterator[str]:
    """`- **code**: WP1725[^1]`: every field with a value, under its own name."""
    for name, value in document.items():
        if name in ELSEWHERE or value in (None, [], {}):
            continue
        if text := text_of(value):
            yield f"- **{name}**: {text}{notes.of(name)}"


def text_of(value: Any) -> str:
    """A value in words: a link with its facts, a list with semicolons."""
    if isinstance(value, str):
        return markdown_line(value)
    if isinstance(value, bool | int | float):
        return orjson.dumps(value).decode()
    if isinstance(value, list):
        return "; ".join(filter(None, map(text_of, value)))
    if isinstance(value, dict):
        return _linked(value) if value.keys() >= LINK else ", ".join(_named(value))
    return ""


def _linked(record: Document) -> str:
    """`[Wilton Park](<https://…>) (country: GB)`"""
    more = ", ".join(_named({name: record[name] for name in record if name not in UNSAID}))
    name = f"[{markdown_line(record['title'])}](<{address(record['url'])}>)"
    return f"{name} ({more})" if more else name


def _named(holder: dict[str, Any]) -> list[str]:
    """`["role: partner", "partner: [Finland](…)"]`, without what is not stated."""
    pairs = ((name, text_of(value)) for name, value in holder.items() if value not in ("none", {}))
    return [f"{name}: {text}" for name, text in pairs if text]


def quotes(document: Document, notes: Notes) -> Iterator[str]:
    """The quotes of an event, each with its attribution and its id."""
    if document.get("quotes"):
        yield f"## quotes{notes.of('quotes')}"
    for quote in document.get("quotes", ()):
        yield f"> {markdown_line(quote['text'])}\n>\n> {_linked(quote)}"


def address(url: str) -> str:
    """An address between angle brackets, which it must not end."""
    return url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
