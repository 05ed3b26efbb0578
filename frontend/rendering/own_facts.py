"""The facts of a record of any kind, as its document has them: for a kind without a template."""

from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]

# Every page shows these in a place of their own.
ELSEWHERE = {
    "id", "type", "key", "url", "html_url", "locale", "slug", "title", "summary", "body", "image",
    "alternates", "sources", "same_as", "meta", "previous", "next",
}  # fmt: skip


def own_facts(document: Document) -> Iterator[tuple[str, str, Any]]:
    """`(name, form, value)` of each stated fact. The form says how a template shows the value."""
    for name, value in document.items():
        if name not in ELSEWHERE and value not in (None, "", [], {}):
            form = form_of(value)
            if form:
                yield name.replace("_", " ").capitalize(), form, value


def form_of(value: Any) -> str:
    """ "" for what a list of facts cannot show."""
    if isinstance(value, list):
        forms = {form_of(item) for item in value}
        return f"{forms.pop()}s" if forms in ({"link"}, {"text"}) else ""
    if isinstance(value, dict):
        if "key" in value and "title" in value:
            return "link"
        return "dates" if "precision" in value and (value["edtf"] or value["stated"]) else ""
    return "" if isinstance(value, bool) else "text"
