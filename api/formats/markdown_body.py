"""The text of a record as Markdown, each block under its id."""

from collections.abc import Callable, Iterator
from typing import Any

from api.formats.texts import markdown_line
from api.rendering.rich_text_forms import markdown_of

Block = dict[str, Any]


def body(blocks: list[Block], note: str) -> Iterator[str]:
    """The blocks; an anchor before each one keeps its id, so that a reader can name it."""
    for number, each in enumerate(blocks):
        write = BLOCKS.get(each["type"])
        words = write(each["value"]) if write else ""
        if words:
            mark = note if number == 0 else ""
            yield f'<a id="{each["id"]}"></a>\n\n{words}{mark}'


def said(text: str | None) -> str:
    return markdown_line(text or "")


def _heading(value: Any) -> str:
    return f"{'#' * value['level']} {said(value['text'])}"


def _list(value: Any) -> str:
    signs = (f"{number}." for number in range(1, len(value["items"]) + 1))
    items = [
        _item(sign if value["ordered"] else "-", markdown_of(item))
        for sign, item in zip(signs, value["items"], strict=True)
    ]
    return "\n".join(items)


def _item(sign: str, words: str) -> str:
    """An item. What it holds below its first line is indented, so that it stays in the item."""
    first, *others = words.splitlines() or [""]
    indent = " " * (len(sign) + 1)
    return "\n".join([f"{sign} {first}", *(f"{indent}{line}".rstrip() for line in others)])


def _questions(value: Any) -> str:
    questions = "\n".join(f"- {said(question)}" for question in value["questions"])
    return f"**{said(value['title'])}**\n\n{questions}" if value["title"] else questions


def _table(value: Any) -> str:
    """A table of GitHub's Markdown; a line of its own above it for its caption."""
    rich = [column["type"] == "rich_text" for column in value["columns"]]
    rows = [[column["heading"] for column in value["columns"]], ["---"] * len(rich)]
    lines = [_row([said(cell) for cell in rows[0]]), _row(rows[1])]
    for row in value["rows"]:
        cells = [
            " ".join(markdown_of(cell or "").split()) if is_rich else said(cell)
            for is_rich, cell in zip(rich, row, strict=True)
        ]
        lines.append(_row(cells))
    return "\n\n".join(filter(None, [said(value["caption"]), "\n".join(lines)]))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _quote(value: Any) -> str:
    by = value["attribution_stated"] or (value["speaker"] or {}).get("title")
    return f"> {said(value['text'])}" + (f"\n>\n> {said(by)}" if by else "")


def _link(value: Any) -> str:
    return f"[{said(value['title'])}](<{value['url']}>)"


def _captioned(name: str) -> Callable[[Any], str]:
    def write(value: Any) -> str:
        return " ".join(filter(None, [_link(value[name]), said(value["caption"])]))

    return write


def _action(value: Any) -> str:
    return f"[{said(value['label'])}](<{value['url']}>)" if value["url"] else said(value["label"])


# `programme` and `partners` are places for what stands among the facts already.
BLOCKS: dict[str, Callable[[Any], str]] = {
    "heading": _heading,
    "paragraph": markdown_of,
    "list": _list,
    "key_questions": _questions,
    "table": _table,
    "quote": _quote,
    "reference": _link,
    "image": _captioned("image"),
    "document": _captioned("document"),
    "embed": _link,
    "call_to_action": _action,
}
