"""The country in the name of a governmental body."""

import re
from functools import cache

from django.utils import translation
from django_countries import countries

GOVERNMENTAL = re.compile(
    r"\b(?:Ministry|Department|Government|Embassy|Mission|Permanent Delegation|Cooperación|Cooperazione|Cooperação|Foreign Office|Ministère|Auswärtiges|Federal|Agency|Authority|Inspectorate|Aid|Directorate|Foreign|Ministerio|Agencia|Embajada|Gobierno|Bundesministerium|Bundesamt|Botschaft|Ambassade|Ministerstwo|Ministeriet|Departementet|Gouvernement|Agence)\b|\bgovernments?\b",
    re.IGNORECASE,
)
ADJECTIVES = {
    "American": "US", "Argentine": "AR", "Australian": "AU", "Austrian": "AT", "Belgian": "BE", "Brazilian": "BR",
    "British": "GB", "UK": "GB", "UK's": "GB", "US": "US", "Bulgarian": "BG", "Canadian": "CA", "Chilean": "CL", "Chinese": "CN", "Colombian": "CO",
    "Croatian": "HR", "Cypriot": "CY", "Czech": "CZ", "Danish": "DK", "Dutch": "NL", "Egyptian": "EG", "Estonian": "EE",
    "Ethiopian": "ET", "Finnish": "FI", "French": "FR", "German": "DE", "Ghanaian": "GH", "Greek": "GR", "Hungarian": "HU",
    "Icelandic": "IS", "Indian": "IN", "Indonesian": "ID", "Irish": "IE", "Israeli": "IL", "Italian": "IT", "Japanese": "JP",
    "Jordanian": "JO", "Kenyan": "KE", "Korean": "KR", "Latvian": "LV", "Lithuanian": "LT", "Luxembourgish": "LU",
    "Malaysian": "MY", "Maltese": "MT", "Mexican": "MX", "Moroccan": "MA", "Nigerian": "NG", "Norwegian": "NO", "Omani": "OM", "Pakistani": "PK", "Peruvian": "PE",
    "Philippine": "PH", "Polish": "PL", "Portuguese": "PT", "Qatari": "QA", "Romanian": "RO", "Russian": "RU", "Saudi": "SA", "Senegalese": "SN",
    "Serbian": "RS", "Singaporean": "SG", "Slovak": "SK", "Slovenian": "SI", "Spanish": "ES", "Swedish": "SE", "Swiss": "CH", "Thai": "TH", "Tunisian": "TN",
    "Turkish": "TR", "Ugandan": "UG", "Ukrainian": "UA", "Uruguayan": "UY", "Korea": "KR", "South African": "ZA", "New Zealand": "NZ", "Costa Rican": "CR", "Suiza": "CH", "suisse": "CH", "Schweizer": "CH", "Schweizerische": "CH", "Española": "ES", "Alemana": "DE", "Francesa": "FR", "Noruega": "NO", "Sueca": "SE", "allemande": "DE", "belge": "BE", "Bangladeshi": "BD",
    "Albanian": "AL", "Algerian": "DZ", "Angolan": "AO", "Armenian": "AM", "Azerbaijani": "AZ", "Bahraini": "BH", "Belarusian": "BY", "Bolivian": "BO", "Bosnian": "BA", "Burundian": "BI", "Cambodian": "KH", "Cameroonian": "CM",
    "Cuban": "CU", "Ecuadorian": "EC", "Emirati": "AE", "Fijian": "FJ", "Gambian": "GM", "Georgian": "GE", "Guatemalan": "GT", "Haitian": "HT", "Honduran": "HN", "Iranian": "IR", "Iraqi": "IQ", "Ivorian": "CI", "Jamaican": "JM",
    "Kazakh": "KZ", "Kuwaiti": "KW", "Kyrgyz": "KG", "Lebanese": "LB", "Liberian": "LR", "Libyan": "LY", "Malawian": "MW", "Malian": "ML", "Moldovan": "MD", "Mongolian": "MN", "Montenegrin": "ME", "Mozambican": "MZ", "Namibian": "NA",
    "Nepali": "NP", "Nepalese": "NP", "Nicaraguan": "NI", "Palestinian": "PS", "Panamanian": "PA", "Paraguayan": "PY", "Rwandan": "RW", "Salvadoran": "SV", "Somali": "SO", "Sri Lankan": "LK", "Sudanese": "SD", "Syrian": "SY", "Tajik": "TJ",
    "Tanzanian": "TZ", "Togolese": "TG", "Uzbek": "UZ", "Venezuelan": "VE", "Vietnamese": "VN", "Yemeni": "YE", "Zambian": "ZM", "Zimbabwean": "ZW",
}  # fmt: skip
MOST_IN_NAME = 5
POSSESSIVE = re.compile(r"'s\b")
OTHER_NAMES = {
    "UK": "GB",
    "United Kingdom": "GB",
    "USA": "US",
    "United States": "US",
    "Netherlands": "NL",
    "Russia": "RU",
    "South Korea": "KR",
    "Republic of Korea": "KR",
    "Czech Republic": "CZ",
    "Turkey": "TR",
    "Great Britain": "GB",
    "Iran": "IR",
    "Syria": "SY",
    "Vietnam": "VN",
    "Swiss Confederation": "CH",
    "Bolivia": "BO",
    "Tanzania": "TZ",
    "Moldova": "MD",
}


def country_of(name: str) -> str | None:
    """`"CH"` for the Government of Switzerland. None for a body that is not governmental."""
    if not GOVERNMENTAL.search(name):
        return None
    parts = re.findall(r"[\w'-]+", POSSESSIVE.sub("", name.replace("’", "'")))
    runs = [
        " ".join(parts[place : place + length])
        for length in range(MOST_IN_NAME, 0, -1)
        for place in range(len(parts) - length + 1)
    ]
    named = [
        names[run]
        for names in (ADJECTIVES, states(), states_abroad())
        for run in runs
        if run in names
    ]
    return named[0] if named else None


@cache
def states_abroad() -> dict[str, str]:
    """The names in other languages: `{"Suecia": "SE", "Norwegen": "NO", …}`."""
    names: dict[str, str] = {}
    for language in ("es", "fr", "de", "it", "pt", "nl"):
        with translation.override(language):
            names = {str(name): code for code, name in countries} | names
    return names


@cache
def states() -> dict[str, str]:
    """`{"Finland": "FI", …}` in English, with the longest names first."""
    with translation.override("en"):  # and not in the language of who reads the first page
        names = {str(name): code for code, name in countries} | OTHER_NAMES
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))
