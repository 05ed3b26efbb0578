"""What stands above the text of a saved page: the banner of the Wayback Machine, or the head of a letter."""

import re

from .page import Block

BANNER = re.compile(
    r"the wayback machine\b.{0,300}$|(?:\d[\d,.]* )?captures?$|about this capture$|https?://web\.archive\.org/web/\d+\S*$",
    re.IGNORECASE,
)
# The head of an e-mail that was saved or printed as text.
HEADER = re.compile(
    r"(?P<name>from|sent|to|cc|bcc|date|subject|reply-to|attachments?|importance|von|gesendet|an|betreff|datum|anlagen|de|envoyé|à|objet|pièces jointes|enviado(?: el)?|para|asunto|assunto|da|inviato|a|oggetto|data|verzonden|aan|onderwerp|bijlagen?)\s?:\s",
    re.IGNORECASE,
)
SUBJECT = frozenset(["subject", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp"])
FORWARDED = re.compile(r"\s*(?:(?:re|fwd?|aw|wg|tr|rv|enc|i|r|doorst|antw)\s?:\s*)*", re.IGNORECASE)
MOST_IN_BANNER, FEWEST_HEADERS = 16, 3


def banner_length(lines: list[str]) -> int:
    """The number of lines at the top up to the last one of the banner."""
    ends = [number for number, line in enumerate(lines[:MOST_IN_BANNER]) if BANNER.match(line)]
    return ends[-1] + 1 if ends else 0


def letter_head(lines: list[str]) -> tuple[int, int, int]:
    """The number of lines of the head of an e-mail, the number of the line with its subject, and where
    the subject begins in it. `(0, 0, 0)` when the text is no e-mail, or has no subject."""
    matches = [HEADER.match(line) for line in lines[:MOST_IN_BANNER]]
    length = next((n for n, match in enumerate(matches) if match is None), len(matches))
    for number, match in enumerate(matches[:length]):
        if match and match["name"].casefold() in SUBJECT and length >= FEWEST_HEADERS:
            begin = FORWARDED.match(lines[number], match.end()).end()  # type: ignore[union-attr]
            return (length, number, begin) if begin < len(lines[number]) else (0, 0, 0)
    return 0, 0, 0


def split_head(
    text: str, lines: list[tuple[int, int]]
) -> tuple[list[Block], list[tuple[int, int]]]:
    """The blocks above the page itself, and the lines of the page. The subject of an e-mail is a title."""
    top = [" ".join(text[start:end].split()) for start, end in lines[:MOST_IN_BANNER]]
    length, number, begin = letter_head(top)
    above = length or banner_length(top)
    blocks = [Block(start, end, "boilerplate") for start, end in lines[:above]]
    if length:
        start, end = lines[number]
        subject = text.index(top[number][begin:].split()[0], start + begin)
        label = Block(start, start + len(text[start:subject].rstrip()), "boilerplate")
        blocks[number : number + 1] = [label, Block(subject, end, "heading", level=1)]
    return blocks, lines[above:]
