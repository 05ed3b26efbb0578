"""The words of one paragraph, each run with its style, as clean markup."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

# The end of a line within a paragraph. No text node brings one in.
BREAK = "\u2028"
BLANK = re.compile(r"[ \t\r\n\f\u2028]+")
# Word processors fill lines with these. A single one belongs to the text: “Qui ? Moi.”
FILLING = re.compile(r"(?:\u00a0 ?){2,}| \u00a0|\u00a0 ")
SAFE = re.compile(r"(?:https?://|mailto:|tel:)[^\s\x00-\x1f]+", re.IGNORECASE)


@dataclass(frozen=True)
class Style:
    bold: bool = False
    italic: bool = False
    script: str = ""  # "sub" or "sup"
    href: str = ""


PLAIN = Style()


@dataclass(frozen=True)
class Run:
    text: str
    style: Style = PLAIN


def text_of(runs: list[Run]) -> str:
    """The words on one line."""
    return " ".join("".join(run.text for run in runs).split())


def paragraphs_of(runs: list[Run]) -> Iterator[list[Run]]:
    """The paragraphs: an empty line ends one, as typewriters and old pages do it."""
    paragraph: list[Run] = []
    for is_break, row in groupby(tidy(runs), key=lambda run: run.text == BREAK):
        several = list(row)
        if is_break and len(several) > 1:
            yield tidy(paragraph)
            paragraph = []
        else:
            paragraph += several
    yield tidy(paragraph)


def tidy(runs: list[Run]) -> list[Run]:
    """The runs without blank space at the ends and beside other blank space."""
    tidied: list[Run] = []
    for style, row in groupby(runs, key=lambda run: (run.text == BREAK, run.style)):
        text = FILLING.sub(" ", "".join(run.text for run in row))
        if style[0]:
            tidied += [Run(BREAK)] * len(text)
            continue
        before = tidied[-1].text if tidied else BREAK
        if before[-1:] in (" ", BREAK):
            text = text.lstrip(" ")
        if text.strip("\u00a0 ") or (text and before != BREAK):
            tidied.append(Run(text, style[1]))
    while tidied and not tidied[-1].text.strip():
        tidied.pop()
    while tidied and not tidied[0].text.strip():
        tidied.pop(0)
    if tidied:
        tidied[-1] = Run(tidied[-1].text.rstrip(), tidied[-1].style)
    return tidied


def markup_of(runs: list[Run]) -> str:
    """`The <b>words</b>`: only weight, slant, position and links."""
    return "".join(_marked(run) for run in tidy(runs))


def _marked(run: Run) -> str:
    if run.text == BREAK:
        return "<br/>"
    style, text = run.style, html.escape(run.text, quote=False)
    for tag, is_set in (("i", style.italic), ("b", style.bold), (style.script, style.script)):
        text = f"<{tag}>{text}</{tag}>" if is_set else text
    return f'<a href="{html.escape(style.href)}">{text}</a>' if style.href else text
