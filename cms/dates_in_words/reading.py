"""What a text means: a date, a span, or separate days."""

import datetime
import re
from collections.abc import Iterator
from itertools import pairwise

from cms.dates import edtf, extended
from cms.dates.extended import ONE_DAY, SAME_PRECISION, WRONG_ORDER, ExtendedDate, NotEdtf, Point
from cms.vocabularies import Precision

from .parts import PartialDate, written_parts
from .tokens import DATE_HELP, UnreadableDate
from .vocabulary import plain
from .writing import write

NOTHING = {"", "none", "not stated", "unknown", "?"}
MISSING = f"The year or the month is missing. {DATE_HELP}"
LONGEST_LIST = 366
NOT_DAYS = (
    "These seasons, months or years do not follow each other. Leave the date empty, and write them "
    "as the date as stated."
)
# ISO 8601 leaves out of the second day what it shares with the first: 2016-01-13/15.
INTERVAL = re.compile(r"((\d{4}-)(\d\d-)\d\d)(?:/|--)(?:(\d\d-)?(\d\d)|(\d{4}-\d\d-\d\d))")
NO_PART = (
    "Write {} as the date, and these words as the date as stated: EDTF cannot say which part of it."
)
# In a plain text: "early", "au debut des", "Mitte der", "a finales de los".
PART_OF = re.compile(
    r"(?:(?:in|im|at|the|a|au|a la|en|den)\s+)*"
    r"(?:early|mid|late|(?:beginning|start|middle|end)(?:\s+of)?|debut|milieu|mi(?=-)|fin|anfang|mitte"
    r"|ende|(?:fruhe|spate)[nr]?|(?:principios|comienzos|inicios|mediados|finales|fines))"
    r"(?:\s+(?:(?:of|in)\s+)?(?:the|de\s+los|de\s+la|des|del|der|de|du))?[\s-]+(?=\S)"
)
IN_EDTF = re.compile(r"(?=.*(?:[~?%{}X]|\.\.|\d{4}-2[1-4](?!\d)))[\d.{][\d.,/~?%{}X -]*")
# 2023-24 is a winter in EDTF, and two years for most people.
SEASON_OR_YEARS = re.compile(r"(?!\d{4}-\d\d-)(\d{4}-2[1-4])(?!\d)")
SEASON_NOR_YEARS = "Write winter 2023, or 2023–2024: 2023-24 can be both."


def read(text: str) -> ExtendedDate:
    """The day, month, year, span or days that `text` means. Raises `UnreadableDate`."""
    date, is_part = read_around(text)
    if is_part:
        raise UnreadableDate(NO_PART.format(write(date)))
    return date


def read_around(text: str) -> tuple[ExtendedDate, bool]:
    """The same, and for a part of a month, season, year or decade the whole of it, and True: EDTF
    cannot say “early 1990s”. Who takes it keeps the words. Raises `UnreadableDate`."""
    if not (part := PART_OF.match(plain(text))):
        return _read_whole(text), False
    date = _read_words(plain(text)[part.end() :])
    if len(date.ends) != 1 or date.precision == Precision.DAY:
        raise UnreadableDate(DATE_HELP)
    return date, True


def _read_whole(text: str) -> ExtendedDate:
    in_edtf = text.strip().upper()
    if len(in_edtf) > 1 and IN_EDTF.fullmatch(in_edtf):
        return _read_edtf(in_edtf)
    return _read_words(text)


def _read_edtf(text: str) -> ExtendedDate:
    if any(int(season[2:4]) + 1 == int(season[5:]) for season in SEASON_OR_YEARS.findall(text)):
        raise UnreadableDate(SEASON_NOR_YEARS)
    try:
        return edtf.parse(text.replace(" ", ""))
    except NotEdtf as error:
        try:
            return _read_words(text)
        except UnreadableDate:
            raise UnreadableDate(str(error)) from error


def _read_words(text: str) -> ExtendedDate:
    text = plain(text).rstrip(".")
    if interval := INTERVAL.fullmatch(text):
        first, year, month, other_month, day, last = interval.groups()
        text = f"{first}/{last or f'{year}{other_month or month}{day}'}"
    if text in NOTHING:
        return ExtendedDate()
    try:
        return _date_of(written_parts(text))
    except NotEdtf as error:
        raise UnreadableDate(str(error)) from error


def _date_of(parts: list[PartialDate]) -> ExtendedDate:
    points = [_point(part) for part in parts]
    joints = [part.joined for part in parts]
    if len({point.precision for point in points}) > 1:
        raise UnreadableDate(SAME_PRECISION)
    if joints == ["since"]:
        return extended.of_ends([points[0], None])
    if joints == ["until"]:
        return extended.of_ends([None, points[0]])
    if joints in ([""], ["", "to"]):
        return extended.of_ends([*points])
    return _list_of(points, joints)


def _list_of(points: list[Point], joints: list[str]) -> ExtendedDate:
    """Several days or spans. What follows each other is one span: 13 and 14 May."""
    if points[0].precision in (Precision.SEASON, Precision.DECADE):
        if "to" in joints or not all(map(_is_next, points, points[1:])):
            raise UnreadableDate(NOT_DAYS)
        return extended.of_ends([points[0], points[-1]])
    spans = _spans(points, joints)
    start, end, precision = spans[0][0], spans[-1][1], points[0].precision
    if not all(point.is_plain for point in points):
        raise UnreadableDate(DATE_HELP)
    if all(_follows(one[1], other[0], precision) for one, other in pairwise(spans)):
        return extended.plain(start, end, precision)
    if precision != Precision.DAY or "slash" in joints:
        raise UnreadableDate(NOT_DAYS)
    if (end - start).days > LONGEST_LIST:
        raise UnreadableDate(extended.TOO_MANY_DAYS)
    return extended.of_days(list(_days(spans)))


def _spans(points: list[Point], joints: list[str]) -> list[tuple[datetime.date, datetime.date]]:
    spans: list[tuple[datetime.date, datetime.date]] = []
    was_range = False
    for point, joint in zip(points, joints, strict=True):
        is_range = joint == "to"
        if is_range and was_range:
            raise UnreadableDate(DATE_HELP)
        if spans and (point.date < spans[-1][1] or (point.date == spans[-1][1] and not is_range)):
            raise UnreadableDate(WRONG_ORDER)
        if spans and is_range:
            spans[-1] = (spans[-1][0], point.date)
        else:
            spans.append((point.date, point.date))
        was_range = is_range
    return spans


def _follows(one: datetime.date, other: datetime.date, precision: str) -> bool:
    if precision == Precision.DAY:
        return other - one == ONE_DAY
    if precision == Precision.MONTH:
        return (other.year - one.year) * 12 + other.month - one.month == 1
    return other.year - one.year == 1


def _is_next(one: Point, other: Point) -> bool:
    """Whether a season or decade follows another one: autumn and winter 2016."""
    years = other.date.year - one.date.year
    if one.season and other.season:
        return years * 4 + other.season - one.season == 1
    return years == 10


def _days(spans: list[tuple[datetime.date, datetime.date]]) -> Iterator[datetime.date]:
    for start, end in spans:
        for number in range((end - start).days + 1):
            yield start + ONE_DAY * number


def _point(part: PartialDate) -> Point:
    precision = _precision(part)
    try:
        year, month, day = (1 if n is None else n for n in (part.year, part.month, part.day))
        date = datetime.date(year, month, day)
    except ValueError as error:
        raise UnreadableDate("This day does not exist.") from error
    if part.weekday is not None and (part.day is None or date.weekday() != part.weekday):
        raise UnreadableDate("The day of the week is not that of this date.")
    signs = {*part.signs}
    return Point(date, precision, "%" if len(signs) > 1 else "".join(signs), part.season)


def _precision(part: PartialDate) -> Precision:
    if part.year is None or (part.day is not None and part.month is None):
        raise UnreadableDate(MISSING)
    if part.day is not None:
        return Precision.DAY
    if part.month is not None:
        return Precision.MONTH
    if part.season is not None:
        return Precision.SEASON
    return Precision.DECADE if part.order == "x" else Precision.YEAR
