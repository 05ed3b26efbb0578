"""A title without what stands around it: code, kind of page, edition and date."""

import re

from .codes import without_code
from .dates.patterns import DATE, dates_in
from .words.events import EVENT
from .words.ordinals import ORDINAL
from .words.places import is_town

SECTION = re.compile(r"^\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[A-ZÀ-Ý])")
QUOTED = re.compile(r"[“”„«\"]\s?([^“”„«»\"]+?)\s?[“”»\"]?")
# Past event: Arms Control; Workshop: Old Maps; Our annual conference: New Museums
KIND = re.compile(
    rf"^(?:(?:past|upcoming|online|public|our|this year[’']s)\s+)?(?:annual\s+)?{EVENT}\s*[:|]\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)
# What a site writes before the title of its own event.
PREFACE = re.compile(
    rf"^(?:(?:past|previous|upcoming|next) (?:event|conference|seminar)|save the date|register now|(?:our|this year[’']s)\s+(?:annual\s+)?{EVENT})\s*[:|–—]\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)
EDITION = r"(?:edition|édition|edición|edizione|edição|editie|ausgabe|auflage|edycja|upplagan?|utgave|udgave)"
# Assises de la mémoire – 4e édition; Il carcere e la città (II edizione)
EDITION_BEHIND = re.compile(
    rf"(?:\s+[–—|-]|[,:]|\s*\()\s*(?:{ORDINAL.pattern}\s+{EDITION}|{EDITION}\s+(?:[IVXL]+|\d{{1,3}}))\)?\s*$",
    re.IGNORECASE,
)
BEFORE_DATE = re.compile(r"(?:\s+[–—|·•-]|[:|(]|,(?:\s+(?:on|am|le|el))?)\s*$", re.IGNORECASE)
# Archives of Hunger (Cork, 5–6 June 2020)
IN_BRACKETS = re.compile(r"\s*\((?:[^()]{2,40},\s*)?$")
BEHIND_DATE = re.compile(r"\s*(?:[–—|·•:]|\s-\s)\s*(?=\S+\s+\S)")
# Le livre abîmé : réparer, relire (Strasbourg)
TOWN_BEHIND = re.compile(r"\s+\((?P<town>[^()]{3,40})\)\s*$")
FEWEST_WORDS = 2


def bare_title(text: str) -> str:
    """The title without its code, its number in a table of contents, its date, its edition, its town
    in brackets and quotation marks around."""
    named = PREFACE.sub("", SECTION.sub("", without_code(text)))
    bare = without_town(without_edition(without_date(named)))
    quoted = QUOTED.fullmatch(bare)
    return quoted[1] if quoted else bare


def without_kind(title: str) -> str:
    """`"Old Maps"` for "Workshop: Old Maps"."""
    return KIND.sub("", title, count=1)


def without_edition(title: str) -> str:
    match = EDITION_BEHIND.search(title)
    return _kept(title, title[: match.start()]) if match else title


def without_town(title: str) -> str:
    match = TOWN_BEHIND.search(title)
    return _kept(title, title[: match.start()]) if match and is_town(match["town"]) else title


def without_date(title: str) -> str:
    """The title without a day or a span before or behind it: "Youth and Power – 17 October 2018"."""
    for match in dates_in(title, 0, len(title)):
        before, behind = title[: match.start()], title[match.end() :].strip()
        opened = IN_BRACKETS.search(before) if behind == ")" else None
        joint = opened or BEFORE_DATE.search(before)
        if joint and behind in ("", ")"):
            return _kept(title, before[: joint.start()])
        if not before.strip() and (joint := BEHIND_DATE.match(title, match.end())):
            return _kept(title, title[joint.end() :])
    return title


def _kept(title: str, bare: str) -> str:
    """`bare`, if it still says something."""
    bare = bare.strip(" –—|,:-")
    return bare if len(bare.split()) >= FEWEST_WORDS and not DATE.fullmatch(bare) else title
