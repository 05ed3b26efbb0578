"""The words of dates in English, French, German and Spanish."""

import re
import unicodedata
from collections import defaultdict

MONTH_NAMES = (
    "january janvier januar jänner enero",
    "february février februar febrero",
    "march mars märz maerz mrz marzo",
    "april avril abril",
    "may mai mayo",
    "june juin juni junio",
    "july juillet juli julio",
    "august août agosto",
    "september septembre septiembre set",
    "october octobre oktober octubre",
    "november novembre noviembre",
    "december décembre dezember diciembre",
)
WEEKDAY_NAMES = (
    "monday lundi montag lunes",
    "tuesday mardi dienstag martes",
    "wednesday mercredi mittwoch miércoles",
    "thursday jeudi donnerstag jueves",
    "friday vendredi freitag viernes",
    "saturday samedi samstag sonnabend sábado",
    "sunday dimanche sonntag domingo",
)
GERMAN_WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
SHORTEST = 3

TO = frozenset(["to", "until", "till", "through", "thru", "au", "a", "al", "bis", "hasta"])
AND = frozenset(["and", "et", "und", "u", "sowie", "y"])
FROM = frozenset(["from", "von", "desde"])
BETWEEN = frozenset(["between", "entre", "zwischen"])
# Before a date without another end: "since 2016", "until 2016".
SINCE = frozenset(["since", "depuis", "seit", "ab", "from", "desde"])
UNTIL = frozenset(["until", "till", "bis", "hasta"])
ONWARDS = frozenset(["onwards", "onward"])
PRESENT = frozenset(["present", "now", "today", "heute", "hoy"])
ABOUT = frozenset(
    ["circa", "c", "ca", "cca", "zirka", "about", "around", "approximately", "approximate",
     "approx", "roughly", "vers", "environ", "env", "um", "gegen", "etwa", "ungefahr", "rund",
     "hacia", "aproximadamente"]
)  # fmt: skip
UNSURE = frozenset(
    ["probably", "prob", "possibly", "perhaps", "maybe", "presumably", "likely", "uncertain",
     "probablement", "incertain", "wahrscheinlich", "vermutlich", "vielleicht", "moglicherweise",
     "wohl", "unsicher", "probablemente", "posiblemente", "quizas", "quiza", "incierto"]
)  # fmt: skip
FILLER = frozenset(
    ["of", "the", "on", "in", "du", "de", "del", "le", "les", "la", "el", "los", "en",
     "den", "der", "am", "vom", "im"]
)  # fmt: skip
# Words of several parts, by one that means the same.
PHRASES = {
    "jusqu'a": "until", "jusqu'au": "until", "jusqu'en": "until", "up to": "until",
    "a partir de": "since", "a partir du": "since", "en adelante": "onwards",
    "to date": "to present", "until now": "to present", "aujourd'hui": "present",
    "autour de": "about", "alrededor de": "about", "cerca de": "about",
    "peut-etre": "perhaps", "sans doute": "perhaps", "tal vez": "perhaps",
}  # fmt: skip
SEASON_NAMES = (
    "spring printemps frühling frühjahr primavera",
    "summer été sommer verano",
    "autumn fall automne herbst otoño",
    "winter hiver invierno",
)
FIRST_SEASON = 21  # the number of spring in EDTF

HYPHENS, LONG_DASHES = "\u2010\u2011", "‒—―−"
DASHES = str.maketrans(dict.fromkeys(HYPHENS, "-") | dict.fromkeys(LONG_DASHES, "–"))


def plain(text: str) -> str:
    """`text` in small letters without accents, with one kind of dash and single spaces."""
    letters = unicodedata.normalize("NFD", text.casefold().translate(DASHES))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def in_single_words(text: str) -> str:
    """A plain `text` with one word for each phrase, and without brackets around a word."""
    text = re.sub(r"\((\?|[a-z]+)\.?\)", r" \1", text.replace("’", "'"))
    return PHRASE.sub(lambda match: PHRASES[match.group()], " ".join(text.split()))


def month_name(number: int) -> str:
    return MONTH_NAMES[number - 1].split()[0].capitalize()


def season_name(number: int) -> str:
    return SEASON_NAMES[number - FIRST_SEASON].split()[0]


def _abbreviated(names: tuple[str, ...]) -> dict[str, int]:
    """`{"january": 0, "jan": 0, …}`: each name and each beginning of it that has one meaning."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for number, forms in enumerate(names):
        for name in plain(forms).split():
            for length in range(SHORTEST, len(name) + 1):
                numbers[name[:length]].add(number)
    return {name: meant.pop() for name, meant in numbers.items() if len(meant) == 1}


PHRASE = re.compile(rf"\b(?:{'|'.join(sorted(PHRASES, key=len, reverse=True))})\b")
SEASONS = {
    name: number
    for number, names in enumerate(SEASON_NAMES, FIRST_SEASON)
    for name in plain(names).split()
}
MONTHS = {name: number + 1 for name, number in _abbreviated(MONTH_NAMES).items()}
WEEKDAYS = {
    name: number for name, number in _abbreviated(WEEKDAY_NAMES).items() if name not in MONTHS
} | {name: number for number, name in enumerate(GERMAN_WEEKDAYS)}


def pattern(names: tuple[str, ...], numbers: dict[str, int]) -> str:
    """A regular expression for the names and their abbreviations, with or without accents."""
    whole = [form for forms in names for form in (*forms.split(), *plain(forms).split())]
    short = (name[:length] for name in whole for length in (3, 4, 5))
    forms = {*whole, *(name for name in short if plain(name) in numbers)}
    return "|".join(sorted(forms, key=lambda name: (-len(name), name)))


MONTH_PATTERN = pattern(MONTH_NAMES, MONTHS)
WEEKDAY_PATTERN = pattern(WEEKDAY_NAMES, WEEKDAYS)
