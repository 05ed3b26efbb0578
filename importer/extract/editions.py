"""Which number is that of the event where a page also counts the next one."""

import re

from .words.events import COUNTED_THING

# The 8th Forum will be held in Gdansk in 2022.
TO_COME = re.compile(
    rf"\b(?:(?:will|is to|wird|aura|auront|sera|seront|si terrà|si svolgerà|se celebrará|tendrá|terá|zal)\b[^.;]{{0,80}}?\b(?:be held|take place|be hosted|stattfinden|lieu|organisée?|lugar|plaatsvinden)|si terrà|si svolgerà|se celebrará|is planned|are planned)\b"
    rf"|\b{COUNTED_THING}\s+(?:findet|finden|folgt|is op|vindt|wird)\b",
    re.IGNORECASE,
)

# Les 3es Assises se sont achevées …
ARTICLE_ALONE = re.compile(r"les?|la|el|los|las|il|die|das|der|de|het|os?|as?", re.IGNORECASE)


def last_held(counted: dict[str, set[int]]) -> int:
    """The highest of the numbers that the sentences state. One that is only announced is that of the next
    event, where another sentence has the number before it."""
    last = max((number for numbers in counted.values() for number in numbers), default=0)
    stating = [text for text, numbers in counted.items() if last in numbers]
    before = any(last - 1 in numbers for numbers in counted.values())
    return last - 1 if before and all(TO_COME.search(text) for text in stating) else last
