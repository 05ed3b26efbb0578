"""Ordinal numbers in English, French, German, Spanish, Italian, Portuguese, Dutch, the Nordic
languages and Polish, in words, figures and Roman numerals."""

import re

UNITS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
TENS = {
    "twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90,
}  # fmt: skip
NUMBERS = {word: number for number, word in enumerate(UNITS, 1)} | {
    f"{ten}ieth": value for ten, value in TENS.items()
}
NUMBERS |= {
    f"{ten}y{join}{unit}": value + number
    for ten, value in TENS.items()
    for number, unit in enumerate(UNITS[:9], 1)
    for join in "- "
}
NUMBERS["hundredth"] = NUMBERS["one hundredth"] = 100
# The endings of an adjective are written behind the word in ABROAD.
STEMS = {
    "deuxième": 2, "troisième": 3, "quatrième": 4, "cinquième": 5, "sixième": 6, "septième": 7, "huitième": 8, "neuvième": 9, "dixième": 10, "onzième": 11, "douzième": 12, "quinzième": 15, "vingtième": 20,
    "zweite": 2, "dritte": 3, "vierte": 4, "fünfte": 5, "sechste": 6, "siebte": 7, "achte": 8, "neunte": 9, "zehnte": 10, "elfte": 11, "zwölfte": 12,
    "second": 2, "terz": 3, "quart": 4, "sest": 6, "settim": 7, "ottav": 8, "decim": 10, "terceir": 3, "sétim": 7,
    "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7, "achtste": 8, "negende": 9, "tiende": 10,
    "tredje": 3, "fjärde": 4, "fjerde": 4, "femte": 5, "sjätte": 6, "sjette": 6, "sjunde": 7, "sjuende": 7, "syvende": 7, "åttonde": 8, "åttende": 8, "ottende": 8, "nionde": 9, "niende": 9, "tionde": 10, "ellevte": 11, "ellefte": 11, "tolvte": 12, "tolfte": 12,
    "drug": 2, "trzeci": 3, "czwart": 4, "piąt": 5, "szóst": 6, "siódm": 7, "ósm": 8, "dziewiąt": 9, "dziesiąt": 10,
    "segund": 2, "tercer": 3, "cuart": 4, "quint": 5, "sext": 6, "séptim": 7, "octav": 8, "noven": 9, "décim": 10, "undécim": 11, "duodécim": 12,
}  # fmt: skip
NUMBER_WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
ABROAD = rf"(?P<stem>{'|'.join(STEMS)})(?:s|r|n|a|o|as|os|i|y)?"
# A Roman numeral or a number with a full stop counts only before a word with a capital letter, or
# before a word that is counted so.
COUNTED = r"(?:edi[czt]|édition|nordisk|nordisc|baltisk|årlig|inter?nation|intern[as]|nation|nasjonal|europ|ausgabe)"
ROMAN = rf"(?-i:(?!Les?\b)(?P<roman>[IVXL]{{1,7}})(?:\.?[ªº]|\.|es?|èmes?|ère|°|th|st|nd|rd|e)?(?=\s+(?:[A-ZÀ-ÝŁŚŻŹĆŠŽČ]|{COUNTED})))"
POINT = rf"(?-i:(?P<point>\d{{1,3}})\.(?=\s+(?:[A-ZÀ-ÝŁŚŻŹĆŠŽČ]|{COUNTED})))"
ORDINAL = re.compile(
    rf"(?<![\w.])(?:(\d{{1,4}})(?:\s?(?:st|nd|rd|th|ère|ème|èmes|\.?[ºª°]|ᵉ)|e|es|de|ste|:[ae])(?!\w)|({NUMBER_WORDS})\b|{ABROAD}\b|{ROMAN}|{POINT})",
    re.IGNORECASE,
)
VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


def number_of(match: re.Match[str]) -> int:
    """The number that a match of `ORDINAL` states. 0 for a numeral that is none, such as IIX."""
    figures, word, stem, roman, point = match.groups()
    if figures or point:
        return int(figures or point)
    if roman:
        return _roman(roman)
    return NUMBERS[word.casefold()] if word else STEMS[stem.casefold()]


def _roman(numeral: str) -> int:
    values = [VALUES[letter] for letter in numeral]
    total = sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )
    return total if numeral == _written(total) else 0


def _written(number: int) -> str:
    parts = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, letters in parts:
        count, number = divmod(number, value)
        text += letters * count
    return text
