"""The text of a record as Markdown, each block under its id."""

from collections.abc import Callable, Iterator
from typing import Any

from api.formats.texts import markdown_line
from api.rendering.rich_text_forms import markdown_of

Block = dict[str, Any]


def body(blocks: list[Block], note: str) -> Iterator[str]:
    """The blocks; an anchor before each one keeps its id, so that a reader can name it."""
    for number, block in enumerate(blocks):
        write = BLOCKS.get(block["type"])
        text = write(block["value"]) if write else ""
        if text:
            mark = note if number == 0 else ""
            yield f'<a id="{block["id"]}"></a>\n\n{text}{mark}'


def markdown_text(text: str | None) -> str:
    return markdown_line(text or "")


def _heading(value: Any) -> str:
    return f"{'#' * value['level']} {markdown_text(value['text'])}"


def _list(value: Any) -> str:
    signs = (f"{number}." for number in range(1, len(value["items"]) + 1))
    items = [
        _item(sign if value["ordered"] else "-", markdown_of(item))
        for sign, item in zip(signs, value["items"], strict=True)
    ]
    return "\n".join(items)


def _item(sign: str, text: str) -> str:
    """An item. What it holds below its first line is indented, so that it stays in the item."""
    first, *others = text.splitlines() or [""]
    indent = " " * (len(sign) + 1)
    return "\n".join([f"{sign} {first}", *(f"{indent}{line}".rstrip() for line in others)])


def _questions(value: Any) -> str:
    questions = "\n".join(f"- {markdown_text(question)}" for question in value["questions"])
    return f"**{markdown_text(value['title'])}**\n\n{questions}" if value["title"] else questions


def _table(value: Any) -> str:
    """A table of GitHub's Markdown; a line of its own above it for its caption."""
    rich = [column["type"] == "rich_text" for column in value["columns"]]
    rows = [[column["heading"] for column in value["columns"]], ["---"] * len(rich)]
    lines = [_row([markdown_text(cell) for cell in rows[0]]), _row(rows[1])]
    for row in value["rows"]:
        cells = [
            " ".join(markdown_of(cell or "").split()) if is_rich else markdown_text(cell)
            for is_rich, cell in zip(rich, row, strict=True)
        ]
        lines.append(_row(cells))
    return "\n\n".join(filter(None, [markdown_text(value["caption"]), "\n".join(lines)]))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _quote(value: Any) -> str:
    by = value["attribution_stated"] or (value["speaker"] or {}).get("title")
    return f"> {markdown_text(value['text'])}" + (f"\n>\n> {markdown_text(by)}" if by else "")


def _link(value: Any) -> str:
    return f"[{markdown_text(value['title'])}](<{value['url']}>)"


def _captioned(name: str) -> Callable[[Any], str]:
    def write(value: Any) -> str:
        return " ".join(filter(None, [_link(value[name]), markdown_text(value["caption"])]))

    return write


def _action(value: Any) -> str:
    return (
        f"[{markdown_text(value['label'])}](<{value['url']}>)"
        if value["url"]
        else markdown_text(value["label"])
    )


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
