"""Names are split where one ends, and not at every comma or “and”."""

import pytest
from django.utils import translation

from importer.extract.countries import states
from importer.extract.organisations import split_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Ministry of Foreign Affairs and Trade.", ["Ministry of Foreign Affairs and Trade"]),
        (
            "the Foreign, Commonwealth and Development Office and the University of Oxford.",
            ["Foreign, Commonwealth and Development Office", "University of Oxford"],
        ),
        (
            "the Ministry of Foreign Affairs, Trade and Development of Canada and the Lake Trust",
            ["Ministry of Foreign Affairs, Trade and Development of Canada", "Lake Trust"],
        ),
        (
            "Norway’s Ministry of Foreign Affairs, Meridia, and the Lake Trust.",
            ["Norway’s Ministry of Foreign Affairs", "Meridia", "Lake Trust"],
        ),
        (
            "the Centre for International Law and Human Rights at Ostra Law School will explore",
            ["Centre for International Law and Human Rights at Ostra Law School"],
        ),
        (
            "the International Federation of Red Cross and Red Crescent Societies (IFRC), to see",
            ["International Federation of Red Cross and Red Crescent Societies (IFRC)"],
        ),
        (
            "the Law Society of England and Wales, and the Government of Trinidad and Tobago.",
            ["Law Society of England and Wales", "Government of Trinidad and Tobago"],
        ),
        (
            "the Lost Lakes and Rivers Organization (LLRO).",
            ["Lost Lakes and Rivers Organization (LLRO)"],
        ),
        (
            "the Committee on Freedom of Religion or Belief",
            ["Committee on Freedom of Religion or Belief"],
        ),
        ("the Harbour & Hill Foundation and UNHCR", ["Harbour & Hill Foundation", "UNHCR"]),
        ("the Ebert Foundation, Geneva.", ["Ebert Foundation"]),
        ("the Lake Institute in Sydney.", ["Lake Institute"]),
        ("the British Embassy in Mexico.", ["British Embassy in Mexico"]),
        ("the Danish Ministry of Justice on 3 May 2012.", ["Danish Ministry of Justice"]),
        ("Meridia, the Lake Trust in April 2014", ["Meridia", "Lake Trust"]),
    ],
)
def test_each_name_is_whole(text, names):
    assert [named.name for named in split_names(text)] == names


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("the governments of Norway, Sweden and Switzerland.", ["NO", "SE", "CH"]),
        ("the British and Italian Embassies to the Holy See", ["GB", "IT"]),
        ("the Ministry of Health and Social Affairs, Sweden, and UNHCR", ["SE", None]),
        ("the German Historical Museum and the Lake Institute of Norway", [None, None]),
    ],
)
def test_a_country_is_that_of_a_governmental_body_alone(text, countries):
    assert [named.country for named in split_names(text)] == countries


def test_the_names_of_countries_are_english_whoever_reads_the_first_page():
    with translation.override("fr"):
        assert states.__wrapped__()["Finland"] == "FI"


@pytest.mark.parametrize(
    "text",
    [
        "its members.",
        "the Chatham House Rule.",
        "Swiss partners and friends.",
        "Sir John Lake and others",
        "the Director, Ana Berg, and colleagues.",
        "the local community.",
        "May 2014",
    ],
)
def test_persons_rules_and_times_are_no_organisations(text):
    assert split_names(text) == []
