"""What stands on every page of a site, around what this page says."""

import re

WHOLE = re.compile(
    r"""^(?:
    skip\ to\ (?:main\ |the\ )?(?:content|navigation)|(?:main\ )?menu|toggle\ \w+|search(?:\ \w+)?|home(?:page)?
    |(?:accept|reject|manage)\ (?:all\ )?(?:cookies|additional\ cookies|preferences)|cookies?(?:\ (?:policy|settings|notice))?
    |privacy(?:\ (?:policy|notice|statement))?|terms(?:\ (?:and|&)\ conditions|\ of\ use)?|accessibility(?:\ statement)?
    |site\ ?map|contact(?:\ us)?|about(?:\ us)?|what\ we\ do|who\ we\ are|our\ (?:work|team|people|story)|careers|jobs
    |news(?:room)?|events?|publications|reports|resources|media(?:\ centre)?|blog|donate(?:\ now)?|log\ ?in|sign\ in|register\ now\ or\ log\ in
    |share(?:\ (?:this|on|via)(?:\ \w+){0,3})?|tweet|e-?mail(?:\ this)?|print(?:\ this\ page|\ page)?|back(?:\ to\ (?:top|events|all\ events|list|news|the\ top))?
    |top|next|previous|close|facebook|twitter|x\ \(twitter\)|linkedin|instagram|youtube|flickr|rss
    |follow\ us(?:\ on\ .{1,40})?|english|français|deutsch|español|en|fr|de|es|all\ rights\ reserved\.?
    |you\ are\ here:?.{0,200}|(?:related|recent|latest|more|other|upcoming)\ (?:events|news|posts|content|articles|pages|publications)
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
WITHIN = re.compile(
    r"^(?:©|\(c\)\s|copyright\b)|\ball rights reserved\b|\bregistered (?:charity|company|office|in england)\b"
    r"|\bwe use (?:some )?(?:essential )?cookies\b|^this (?:web)?site uses cookies\b|^powered by \w+$",
    re.IGNORECASE,
)
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
