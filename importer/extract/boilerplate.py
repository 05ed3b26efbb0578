"""What stands on every page of a site, around what this page says."""

import re
from dataclasses import replace

from .page import Block

WHOLE = re.compile(
    r"""^(?:
    skip\ to\ (?:main\ |the\ )?(?:content|navigation)|(?:main\ )?menu|toggle\ \w+|search(?:\ \w+)?|home(?:page)?
    |(?:accept|reject|manage)\ (?:all\ )?(?:cookies|additional\ cookies|preferences)|cookies?(?:\ (?:policy|settings|notice))?
    |privacy(?:\ (?:policy|notice|statement))?|terms(?:\ (?:and|&)\ conditions|\ of\ use)?|accessibility(?:\ statement)?
    |site\ ?map|contact(?:\ us)?|about(?:\ us)?|what\ we\ do|who\ we\ are|our\ (?:work|team|people|story)|careers|jobs
    |news(?:room)?|events?|publications|reports|resources|media(?:\ centre)?|blog|donate(?:\ now)?|log\ ?in|sign\ in|register\ now\ or\ log\ in
    |share(?:\ (?:this|on|via)(?:\ \w+){0,3})?|tweet|e-?mail(?:\ this)?|print(?:\ this\ page|\ page)?|back(?:\ to\ (?:top|events|all\ events|list|news|the\ top))?
    |page\ \d{1,3}(?:\ (?:of|/)\ \d{1,3})?|[-–—]\ ?\d{1,3}\ ?[-–—]
    |top|next|previous|close|facebook|twitter|x\ \(twitter\)|linkedin|instagram|youtube|flickr|rss
    |follow\ us(?:\ on\ .{1,40})?|english|français|deutsch|español|en|fr|de|es|all\ rights\ reserved\.?
    |you\ are\ here:?.{0,200}|[\w-]*\d{6,}[\w-]*|.{0,120}\d{3,4}[x×]\d{3,4}.{0,40}|\S.{0,80}\.(?:jpe?g|png|gif|webp)
    |(?:header\ |hero\ |banner\ |featured\ )?image|loading(?:\.\.\.|…)?|add\ to\ (?:my\ )?calendar
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
# What stands below it is about other events than the page's.
RELATED = re.compile(
    r"^(?:(?:related|recent|latest|more|other|upcoming|similar|further|next|previous|past|forthcoming|other upcoming)\s+"
    r"(?:events?|news|posts?|content|articles|pages|publications|conferences|meetings|stories)|you (?:may|might) also (?:like|be interested in)"
    r"|read next|see also|explore more|more (?:from|like this).{0,40}|what[’']s (?:on|new|next)|most (?:read|popular))\s*:?$",
    re.IGNORECASE,
)
WITHIN = re.compile(
    r"^(?:©|\(c\)\s|copyright\b)|\ball rights reserved\b|\bregistered (?:charity|company|office|in england)\b"
    r"|\bwe use (?:some )?(?:essential )?cookies\b|^this (?:web)?site uses cookies\b|^powered by \w+$",
    re.IGNORECASE,
)
UNTIL_THE_END = 1
CRUMBS = re.compile(r"^home\s*[>»/›|]\s*\S.{0,200}$", re.IGNORECASE)
MENU = re.compile(r"^(?:[\w’' &-]{2,30}\s[|•·]\s){2,}[\w’' &-]{2,30}$")


def is_chrome(words: str) -> bool:
    """Whether a block of these words belongs to the site and not to what the page tells."""
    words = words.strip()
    return bool(
        WHOLE.match(words) or WITHIN.search(words[:400]) or CRUMBS.match(words) or _is_menu(words)
    )


def _is_menu(words: str) -> bool:
    """Home | About | Events: several names in a row, none of them a date or a code."""
    return bool(MENU.match(words)) and not re.search(r"\d", words)


def without_related(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks, where those of a list of other events are chrome: in a page's text up to the
    next heading of the same level, below one that names no level to the end."""
    titled, until = False, 0
    found = []
    for block in blocks:
        is_heading = block.kind == "heading"
        if until and is_heading and block.level <= until:
            until = 0
        if titled and block.kind != "address" and RELATED.match(text[block.start : block.end]):
            until = block.level or UNTIL_THE_END
        titled = titled or (is_heading and block.level == 1)
        keep = not until or block.kind in ("address", "data")
        found.append(block if keep else replace(block, kind="chrome"))
    return found
