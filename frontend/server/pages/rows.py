"""Items of lists as the rows of a page."""

from typing import Any

from frontend.rendering.about import about
from frontend.rendering.rows import ListRow
from frontend.rendering.words import Words

from .request import Request

Document = dict[str, Any]


def row_of(request: Request, item: Document, words: Words) -> ListRow:
    notes = [about(words, item)]
    if item.get("phase") and item["phase"] != "held":
        notes.append(words.label(item["phase"]) or "")
    if item.get("ordinal_basis") == "inferred":
        notes.append(words.say("number inferred"))
    pictures = {name: item[name] for name in ("portrait", "logo") if item.get(name)}
    use = next(iter(pictures), "")
    return ListRow(
        request.renderer.addresses.page(item) or "",
        item["title"] or item["key"],
        " · ".join(note for note in notes if note),
        picture=pictures[use] if use else None,
        use=use,
    )
