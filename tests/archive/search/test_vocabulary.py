"""The words of all texts, which PostgreSQL keeps: slips of readers are looked for among them."""

from collections import Counter

import pytest

from archive.models import SearchText, SearchWord
from archive.search.vocabulary import corrected
from tests.archive.helpers import settle
from tests.factories import make_partner, make_quote

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def kept() -> dict[str, int]:
    return dict(SearchWord.objects.values_list("word", "texts"))


def counted() -> dict[str, int]:
    words = (word for text in SearchText.objects.all() for word in text.folded.split(" "))
    return Counter(word for word in words if 1 <= len(word) <= 50)


def test_it_follows_what_comes_changes_and_goes():
    partner, quote = make_partner(name="Ombudsman of Łódź"), make_quote(text="Peace, peace, peace")
    make_partner(name="Ombudsman of " + "x" * 51)
    settle()
    words = kept()
    assert (words["ombudsman"], words["lodz"], words["peace"]) == (2, 1, 1)
    assert words == counted()

    partner.name = "Ombudsperson of Łódź"
    partner.save_revision().publish()
    quote.unpublish()
    settle()
    words = kept()
    assert (words["ombudsman"], words["ombudsperson"]) == (1, 1)
    assert "peace" not in words
    assert words == counted()

    SearchText.objects.all().delete()
    assert kept() == {}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("ombudsmann", [["ombudsman"]]),
        ("Ombudsmann ÓF Lodzz", [["ombudsman"], ["of"], ["lodz"]]),
        ("ombudsmann ombudsmann", [["ombudsman"]]),
        ("ombudsmann nowhere", []),
        ('"ombudsmann"', []),
        ("ombudsmann 国際", []),
        ("of", []),
        ("2013", []),
        ("ombudsmann 2013", [["ombudsman"], ["2013"]]),
        ("", []),
    ],
)
def test_each_word_is_replaced_by_those_that_are_like_it(query, words):
    make_partner(name="Ombudsman of Łódź 2012")
    settle()
    assert corrected(query) == words


def test_few_words_stand_for_one():
    make_partner(name=" ".join(f"ombudsman{letter}" for letter in "abcdefgh"))
    settle()
    [words] = corrected("ombudsman")
    assert words == [f"ombudsman{letter}" for letter in "abcde"]


@pytest.mark.parametrize(
    ("query", "word"),
    [
        *(
            (slip, "gutteres")
            for slip in ("gutterse", "ugtteres", "gutetres", "guttres", "gutterez")
        ),
        *(
            (slip, "peace")
            for slip in ("paece", "epace", "peaec", "pece", "peacee", "peoce", "xeace")
        ),
        *((slip, "lodz") for slip in ("ldoz", "loddz", "lozd")),
    ],
)
def test_a_word_with_one_slip_is_found_however_short_it_is(query, word):
    make_quote(text="Peace in Łódź, said Gutteres")
    settle()
    assert corrected(query) == [[word]]


@pytest.mark.parametrize("query", ["pacee", "paecs", "pea", "a%ace", "p_ace"])
def test_a_short_word_with_two_slips_is_another_word(query):
    make_quote(text="Peace in Łódź, said Gutteres")
    settle()
    assert corrected(query) == []
