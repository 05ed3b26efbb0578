"""The words of dates in English, French, German, Spanish, Italian, Portuguese, Dutch, Swedish,
Danish, Norwegian and Polish."""

import re
import unicodedata
from collections import defaultdict

MONTH_NAMES = (
    "january janvier januar jänner enero gennaio janeiro januari stycznia",
    "february février februar febrero febbraio fevereiro februari lutego",
    "march mars märz maerz mrz marzo março maart marts marca",
    "april avril abril aprile kwietnia",
    "may mai mayo maggio maio mei maj maja",
    "june juin juni junio giugno junho czerwca",
    "july juillet juli julio luglio julho lipca",
    "august août agosto augustus augusti sierpnia",
    "september septembre septiembre set settembre setembro września",
    "october octobre oktober octubre ottobre outubro października",
    "november novembre noviembre novembro listopada",
    "december décembre dezember diciembre dicembre dezembro grudnia",
)
WEEKDAY_NAMES = (
    "monday lundi montag lunes lunedì maandag måndag mandag poniedziałek",
    "tuesday mardi dienstag martes martedì dinsdag tisdag tirsdag wtorek",
    "wednesday mercredi mittwoch miércoles mercoledì woensdag onsdag środa",
    "thursday jeudi donnerstag jueves giovedì donderdag torsdag czwartek",
    "friday vendredi freitag viernes venerdì vrijdag fredag piątek",
    "saturday samedi samstag sonnabend sábado sabato zaterdag lördag lørdag sobota",
    "sunday dimanche sonntag domingo domenica zondag söndag søndag niedziela",
)
GERMAN_WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
SHORTEST = 3
# The beginning of "outubro" that is an English word: "12 out of 2016".
NOT_SHORT = frozenset(["out"])
# These have no beginnings that stand for them. Some of those are words: "sie", "list", "man".
ONLY_WHOLE = frozenset(
    ["stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "wrzesnia",
     "pazdziernika", "listopada", "grudnia", "poniedziałek", "wtorek", "sroda", "czwartek",
     "piatek", "sobota", "niedziela", "mandag", "onsdag", "torsdag", "fredag"]
)  # fmt: skip

TO = frozenset(
    ["to", "until", "till", "through", "thru", "au", "a", "al", "bis", "hasta", "tot", "ate", "til"]
)
AND = frozenset(["and", "et", "und", "u", "sowie", "y", "e", "och", "og", "i"])
FROM = frozenset(["from", "von", "desde", "dal", "van", "fra", "fran", "od"])
BETWEEN = frozenset(["between", "entre", "zwischen"])
# Before a date without another end: "since 2016", "until 2016".
SINCE = frozenset(["since", "depuis", "seit", "ab", "from", "desde", "dal"])
UNTIL = frozenset(["until", "till", "bis", "hasta", "tot", "ate"])
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
     "den", "der", "am", "vom", "im", "il", "di", "do", "da", "op"]
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
    "spring printemps frühling frühjahr primavera lente",
    "summer été sommer verano estate verão zomer",
    "autumn fall automne herbst otoño autunno outono herfst",
    "winter hiver invierno inverno",
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
            shortest = len(name) if name in ONLY_WHOLE else SHORTEST
            for length in range(shortest, len(name) + 1):
                numbers[name[:length]].add(number)
    return {
        name: meant.pop()
        for name, meant in numbers.items()
        if len(meant) == 1 and name not in NOT_SHORT
    }


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
