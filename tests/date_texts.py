"""The ways in which people write a date, for the tests of everything that reads dates."""

from collections.abc import Iterator
from datetime import date, timedelta

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto"
    " septiembre octubre noviembre diciembre",
}
WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
}
DAY = {
    "en": (
        "{d} {month} {y}",
        "{d}th of {month}, {y}",
        "{month} {d}, {y}",
        "{weekday} {d} {month} {y}",
    ),
    "de": ("{d}. {month} {y}", "{weekday}, den {d}. {month} {y}"),
    "fr": ("{d} {month} {y}", "{weekday} {d} {month} {y}"),
    "es": ("{d} de {month} de {y}", "{weekday} {d} de {month} de {y}"),
}
TO = {"en": ("to", "until"), "de": ("bis",), "fr": ("au",), "es": ("al",)}
ANY = (" – ", " - ", "–", "-")


def _named(day: date, language: str, form: str) -> str:
    return form.format(
        d=day.day,
        m=day.month,
        y=day.year,
        month=MONTHS[language].split()[day.month - 1],
        weekday=WEEKDAYS[language].split()[day.weekday()],
    )


def written_days(day: date) -> Iterator[str]:
    """One day, in each way that has one meaning."""
    for language, forms in DAY.items():
        yield from (_named(day, language, form) for form in forms)
    yield day.isoformat()
    yield _named(day, "en", "{d} {month} {y}").replace("September", "Sept.")


def written_spans(start: date, end: date) -> Iterator[str]:
    """The days from `start` to `end`, in each way that has one meaning."""
    for language, forms in DAY.items():
        for to in (*ANY[:2], *(f" {word} " for word in TO[language])):
            yield from (
                f"{_named(start, language, form)}{to}{_named(end, language, form)}"
                for form in forms
            )
    for to in (" to ", " – ", "/"):
        yield f"{start.isoformat()}{to}{end.isoformat()}"
    if start.day > 12 or end.day > 12:
        for mark in "./":
            figures = (f"{day.day:02}{mark}{day.month:02}{mark}{day.year}" for day in (start, end))
            yield " – ".join(figures)
    if (start.year, start.month) == (end.year, end.month):
        for to in ANY:
            yield f"{start.day}{to}{_named(end, 'en', '{d} {month} {y}')}"
            yield f"{start.day}.{to}{_named(end, 'de', '{d}. {month} {y}')}"
            yield f"{start.day}.{to}{end.day}.{end.month:02}.{end.year}"
            yield _named(start, "en", "{month} {d}") + f"{to}{end.day}, {end.year}"
        yield f"du {start.day} au {_named(end, 'fr', '{d} {month} {y}')}"
        yield f"del {start.day} al {_named(end, 'es', '{d} de {month} de {y}')}"


def written_lists(days: list[date]) -> Iterator[str]:
    """Days of one month that do not follow each other."""
    numbers = [str(day.day) for day in days]
    for language, word in {"en": "and", "de": "und", "fr": "et", "es": "y"}.items():
        month = MONTHS[language].split()[days[0].month - 1]
        yield f"{', '.join(numbers[:-1])} {word} {numbers[-1]} {month} {days[0].year}"


def written_open_spans(day: date) -> Iterator[tuple[str, str]]:
    """A span with one end, and its form in EDTF."""
    since = {
        "en": ("since {}", "from {}", "{} onwards", "{} – present"),
        "de": ("seit {}", "ab {}", "{} bis heute"),
        "fr": ("depuis le {}", "à partir du {}"),
        "es": ("desde {}", "a partir de {}", "desde {} en adelante"),
    }
    until = {"en": ("until {}",), "de": ("bis {}",), "fr": ("jusqu’au {}",), "es": ("hasta {}",)}
    for forms, edtf in ((since, f"{day}/.."), (until, f"../{day}")):
        for language, texts in forms.items():
            text = _named(day, language, DAY[language][0])
            yield from ((form.format(text), edtf) for form in texts)


def less_than_a_date(day: date) -> Iterator[str]:
    """Texts in which a date stands, and which do not say that date."""
    text = _named(day, "en", "{d} {month} {y}")
    for form in ("after {}", "before {}", "end of {}"):
        yield form.format(text)
    yield f"{text} or {_named(day + timedelta(7), 'en', '{d} {month} {y}')}"
    yield f"{text} – {day.year + 1}"
    yield f"{day.day:02}/{day.month:02}/{day.year % 100:02}"
    yield f"mid-{_named(day, 'en', '{month} {y}')}"
    yield f"early {_named(day, 'en', '{month} {y}')}"
    if day.day <= 12 and day.day != day.month:
        yield f"{day.day:02}/{day.month:02}/{day.year}"
