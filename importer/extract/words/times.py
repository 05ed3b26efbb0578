"""The English names of months, seasons and days of the week, as patterns without a group."""

from cms.dates_in_words.vocabulary import MONTH_NAMES, SEASON_NAMES, WEEKDAY_NAMES


def _english(names: tuple[str, ...]) -> str:
    """The first form of each name, with a capital letter: "January|February|…"."""
    return "|".join(forms.split()[0].title() for forms in names)


MONTHS = _english(MONTH_NAMES)
SEASONS = _english(SEASON_NAMES)
WEEKDAYS = _english(WEEKDAY_NAMES)
