"""The days of an event that a release counts from its own day: "opened today … until 8 September"."""

import datetime
import re
from collections.abc import Iterator

from importer.extract.letterhead import is_paper
from importer.extract.page import ParsedPage, Span, is_line
from importer.extract.proposal import Extraction
from importer.extract.title_match import OTHER_EVENT
from importer.extract.words.events import NAMES_EVENT

from .dateline import days_of_publication
from .patterns import DATE, DAYNAME, MONTH, dates_in, read_date, read_match
from .wording import WRITTEN

# Only what begins or goes on then: "approved today" says nothing of the days of an event.
BEGINS = r"(?:open\w*|begin\w*|began|start\w*|eröffne\w*|beginn\w*|begann|startet\w*|s[’']ouvr\w*|ouvr\w*|ouvert\w*|début\w*|inaugur\w*|abr\w+|aber\w+|arranca\w*|comienza\w*|celebra\w*|apr[eio]\w*|apert\w*|comincia\w*|prende\s+il\s+via|inizia\w*|começ\w*|realiza\w*|decorr\w*|open\w*|findet|tagt|held|takes\s+place|tiene\s+lugar|a\s+lieu|si\s+(?:tiene|svolge)|presid\w+)"
TODAY = r"(?:today|heute|aujourd[’']hui|hoy|oggi|hoje|vandaag)"
TOMORROW = r"(?:tomorrow|morgen|demain|mañana|domani|amanhã)"
AND_NEXT = re.compile(rf"\b{TODAY}\s+(?:and|und|et|y|e|en)\s+{TOMORROW}\b", re.IGNORECASE)
FIRST_DAY = re.compile(
    rf"\b(?:(?P<next>{TOMORROW})(?!\s+(?:früh|abend))|{TODAY}|(?:esta|questa)\s+mañana)\b",
    re.IGNORECASE,
)
THEN = re.compile(rf"\b{BEGINS}\b", re.IGNORECASE)
UNTIL = re.compile(
    rf"\b(?:until|till|through|bis(?:\s+(?:zum|einschließlich))?|jusqu[’']au|hasta\s+el|fino\s+a(?:l|lla)?|até(?:\s+(?:ao?|o))?(?:\s+dia)?|tot(?:\s+en\s+met)?|(?:ends|concludes|closes)\s+on|endet\s+am|s[’']achèvera?\s+le|(?:concluye|finaliza|termina)\s+el|si\s+(?:concluderà|conclude|chiuderà|chiude|terminerà)\s+il)\s+(?:dem\s+|al\s+)?"
    rf"(?P<day>(?:{DAYNAME})?\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?(?:\s+(?:de\s+)?{MONTH})?)(?!\w|[.:]\d|\s*(?:uhr|h\b|[ap]\.?m))",
    re.IGNORECASE,
)
MONTH_NAMED = re.compile(rf"\b{MONTH}", re.IGNORECASE)
# A month and a day below thirteen, in either order.
FIGURES = re.compile(r"(0?[1-9]|1[0-2])[./](0?[1-9]|1[0-2])[./]((?:19|20)\d\d)")
MOST_IN_LEAD, MOST_LINES, LONGEST_LINE = 5, 8, 150
LONGEST = datetime.timedelta(21)


def days_from_today(page: ParsedPage) -> Iterator[Extraction]:
    """The days from the day of the release, or from the next one, to the last day that its lead states. It
    is likely, since it puts together two sentences."""
    lead = [
        one for one in page.sentences[:MOST_IN_LEAD] if not OTHER_EVENT.search(page.text_of(one))
    ]
    spans = [span for filed in _days_of_release(page) for span in _from(page, lead, filed)]
    yield from spans if len(spans) == 1 else ()


def _from(page: ParsedPage, lead: list[Span], filed: datetime.date) -> Iterator[Extraction]:
    for number, sentence in enumerate(lead):
        text = page.text[sentence.start : sentence.end]
        both, first = AND_NEXT.search(text), FIRST_DAY.search(text)
        if not (first and THEN.search(text) and NAMES_EVENT.search(text)) or WRITTEN.search(text):
            continue
        start = filed + datetime.timedelta(1 if first["next"] and not both else 0)
        end = start + datetime.timedelta(1) if both else None
        stated = page.text_of(sentence)[first.start() : first.end()]
        for later in lead[number : number + 2]:
            last = UNTIL.search(page.text, later.start, later.end)
            end = end or (_last_day(last["day"], start) if last else None)
        if end:
            value = read_date(f"{start}/{end}")
            span = sentence.start + first.start(), sentence.start + first.end()
            if value:
                yield Extraction(value | {"stated": stated}, *span, confidence=0.75)
        return


def _last_day(stated: str, start: datetime.date) -> datetime.date | None:
    """The day that "until 8 September" or "until the 8th" means, soon after `start`."""
    named = MONTH_NAMED.search(stated)
    day = " ".join(stated.split()).rstrip(".")
    text = f"{day} {start.year}" if named else f"{day} {start:%B} {start.year}"
    value = read_date(text)
    if value is None or value["precision"] != "day":
        return None
    end = datetime.date.fromisoformat(str(value["start"]))
    return end if datetime.timedelta(0) < end - start <= LONGEST else None


def _days_of_release(page: ParsedPage) -> list[datetime.date]:
    """The day in the dateline or the head of the page, or in the only line above the text that has one. Two
    days for figures such as 06.09.2018: only one of them is near the last day of the event."""
    days = days_of_publication(page)
    if len(days) == 1:
        return [datetime.date.fromisoformat(days.pop())]
    lines = list(_days_above(page)) if not days else []
    return lines[0] if len(lines) == 1 else []


def _days_above(page: ParsedPage) -> Iterator[list[datetime.date]]:
    """The days of the lines above the text that are a day alone, behind a place, or behind the kind of
    paper."""
    first = page.first_sentence
    above = [block for block in page.blocks if first and block.end <= first.start]
    for block in above[:MOST_LINES]:
        line = page.text_of(block)
        dates = (
            dates_in(page.text, block.start, block.end)
            if is_line(line) and len(line) <= LONGEST_LINE
            else ()
        )
        if len(dates) != 1:
            continue
        value = read_match(dates[0])
        alone = is_paper(line) or re.fullmatch(
            rf"(?:[^\W\d][^\d,|]{{1,40}},?\s+)?(?:(?:le|den|el|il|lì)\s+)?{DATE.pattern}",
            line,
            DATE.flags,
        )
        if value and alone and value["precision"] == "day" and value["start"] == value["end"]:
            yield [datetime.date.fromisoformat(str(value["start"]))]
        elif alone and (figures := FIGURES.fullmatch(dates[0].group())):
            day, month, year = map(int, figures.groups())
            yield [datetime.date(year, one, other) for one, other in ((month, day), (day, month))]
