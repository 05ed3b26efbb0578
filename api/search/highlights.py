"""Highlights: the words of a search in a text, as HTML with <mark>."""

from html import escape

from archive.search.analysis import stem
from cms.text.words import words_in

LONGEST_TEXT = 20_000  # characters of a long text that are searched
AROUND = 90  # characters of context on each side


class Highlighter:
    """Marks in texts what a search looks for: the words of its terms."""

    def __init__(self, terms: list[list[str]]) -> None:
        self.stems = {stem for forms in terms for form in forms for stem in form.split()}

    def marked(self, text: str, language: str) -> str | None:
        """The part of `text` around the first word found, or None: "the <mark>right</mark> to"."""
        text = text[:LONGEST_TEXT]
        spans = [
            match.span()
            for match, forms in words_in(text)
            if any(stem(form, language) in self.stems for form in forms)
        ]
        if not spans:
            return None
        begin, end = _around(text, spans[0][0])
        return _with_marks(text, begin, end, spans)


def _around(text: str, place: int) -> tuple[int, int]:
    """Whole words around `place`."""
    begin, end = max(0, place - AROUND), min(len(text), place + AROUND * 2)
    if begin:
        begin = text.find(" ", begin, place) + 1 or begin
    if end < len(text):
        end = max(text.rfind(" ", place, end), place + 1)
    return begin, end


def _with_marks(text: str, begin: int, end: int, spans: list[tuple[int, int]]) -> str:
    parts, at = ["…" if begin else ""], begin
    for first, last in spans:
        if first >= end:
            break
        parts += [escape(text[at:first]), "<mark>", escape(text[first : min(last, end)]), "</mark>"]
        at = min(last, end)
    return "".join([*parts, escape(text[at:end]), "…" if end < len(text) else ""])
