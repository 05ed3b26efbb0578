"""The English names of months, seasons and days of the week, and the words before a day."""

from cms.dates_in_words.vocabulary import MONTH_NAMES, SEASON_NAMES, WEEKDAY_NAMES


def _english(names: tuple[str, ...]) -> str:
    """The first form of each name, with a capital letter: "January|February|…"."""
    return "|".join(forms.split()[0].title() for forms in names)


ENGLISH_MONTHS = _english(MONTH_NAMES)
ENGLISH_SEASONS = _english(SEASON_NAMES)
ENGLISH_WEEKDAYS = _english(WEEKDAY_NAMES)
# "Du 15 au 17 juin", "Am 3. Mai"
TO_DAY = r"(?:del|el|du|le|les|vom|von|am|den|dem|on|from)"
