"""Cases in which the extraction took too much or too little, in invented words."""

import pytest

from importer.extract import read
from importer.extract.plain_text import without_hyphens

TITLE = "Rivers and lakes"
PROSE = "The meeting looked at rivers from all the sides that a river has."


def values(page: str) -> dict:
    return read(page).as_json()


def test_the_name_of_a_ministry_goes_on_to_its_country():
    event = values(
        f"{TITLE}\n\n{PROSE}\n\nIn association with the Ministry of Dykes, Energy and "
        "Wells of Mali, the Lake Commission and Fonds pour l'Eau"
    )
    assert [(partner["name"], partner["country"]) for partner in event["partners"]] == [
        ("Ministry of Dykes, Energy and Wells of Mali", "ML"),
        ("Lake Commission", None),
        ("Fonds pour l'Eau", None),
    ]


def test_organisations_behind_a_ministry_are_their_own():
    event = values(f"{TITLE}\n\n{PROSE} It was funded by the Ministry of Water, Oxfam and Caritas.")
    names = [partner["name"] for partner in event["partners"]]
    assert names == ["Ministry of Water", "Oxfam", "Caritas"]


@pytest.mark.parametrize(
    ("quote", "speaker", "occasion"),
    [
        ("“Nobody owns it.”<br>— Ada Doum, Minister of Water, Mali", "Ada Doum", None),
        ("“Nobody owns it.”<br>Ada Doum, Minister of Water", "Ada Doum", None),
        ("Nobody owns a river or a sea.<br>Ada Doum", "Ada Doum", None),
        ("“Nobody owns it.”<br>— Ada Doum, closing the forum", "Ada Doum", "closing the forum"),
    ],
)
def test_the_last_line_of_a_frame_signs_its_quotation(quote, speaker, occasion):
    event = values(f"<html><h1>Rivers</h1><p>{PROSE}</p><blockquote>{quote}</blockquote></html>")
    (only,) = event["quotes"]
    assert (only["speaker"], only["occasion_stated"]) == (speaker, occasion)


@pytest.mark.parametrize(
    ("sentence", "quoted", "stated"),
    [
        (
            "As one participant put it: “We have been here before.”",
            "We have been here before.",
            "one participant",
        ),
        (
            "“We are late, and we know it,” said Ada Doum.",
            "We are late, and we know it",
            "Ada Doum",
        ),
    ],
)
def test_a_short_sentence_is_a_quotation_when_it_is_said_whose(sentence, quoted, stated):
    (only,) = values(f"{TITLE}\n\n{PROSE} {sentence}")["quotes"]
    assert (only["text"], only["attribution_stated"]) == (quoted, stated)


@pytest.mark.parametrize(
    "sentence",
    [
        "Participants included “editors, judges and the odd poet”.",
        "They disagreed on whether it can be “a business like any other business in town”.",
        "One participant described the “so-called safe route”.",
    ],
)
def test_marked_terms_are_no_quotations(sentence):
    assert values(f"{TITLE}\n\n{PROSE} {sentence}")["quotes"] == []


def test_a_year_behind_a_speaker_is_when_and_no_office():
    (only,) = values(
        f"{TITLE}\n\n{PROSE}\n\n“Conscience is the only border guard that I obey.” (Ada Doum, 1943)"
    )["quotes"]
    assert (only["speaker"], only["role_then"], only["date"]) == ("Ada Doum", None, "1943")


def test_chairs_of_sessions_are_listed_too_but_not_the_chair_of_a_committee():
    event = values(
        f"{TITLE}\n\n{PROSE} It was chaired by Sir Al Mutter QC. Session 1, chaired by Ms Leila "
        "Tui, dealt with harbours.\n\nSession 2\nChair: Otto Brand\n\nSession 3\nChair: Ina Roth\n"
    )
    names = {person["name"] for person in event["people"] if person["capacity"] == "chair"}
    assert names == {"Sir Al Mutter QC", "Ms Leila Tui", "Otto Brand", "Ina Roth"}


def test_a_list_of_partners_ends_at_a_field_and_at_a_person():
    rows = ["Sponsored by", "Halm Shipping Company", "Fee", "Moderator", "Greta Lind, Director"]
    page = "".join(f"<tr><td>{label}</td></tr>" for label in rows)
    event = values(f"<html><h1>Customs</h1><p>{PROSE}</p><table>{page}</table></html>")
    assert [partner["name"] for partner in event["partners"]] == ["Halm Shipping Company"]
    assert [(person["name"], person["capacity"]) for person in event["people"]] == [
        ("Greta Lind", "moderator")
    ]


@pytest.mark.parametrize(
    "line", ["Originally planned for 16-18 March 2020", "For immediate release: 12 March 2020"]
)
def test_a_day_that_is_not_the_events_is_no_date(line):
    assert values(f"{TITLE}\n\n{line}\n\n{PROSE}")["dates"]["start"] is None


def test_a_press_release_gives_the_day_it_announces():
    event = values(
        "PRESS RELEASE\n\nBuilders and villagers at one table\n\nBASEL, 12 January 2015 – The "
        "Meyer Foundation will host a conference on dams from 2 to 4 February 2015 at the Hotel "
        "Linden, Basel.\n\nIt will hold a seminar on 3 May 2016.\n"
    )
    assert (event["dates"]["start"], event["dates"]["end"]) == ("2015-02-02", "2015-02-04")
    assert event["venue"] == "Hotel Linden, Basel"


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("Office for Inland Waters", "Who measures a lake"),
        ("Ninth Annual Conference", "Who measures a lake"),
        ("The Future of the Lake Council", "The Future of the Lake Council"),
        ("Reforming the Lake Council", "Reforming the Lake Council"),
    ],
)
def test_the_organisations_name_above_the_title_is_none(above, title):
    below = "Who measures a lake\n\n3-5 May 2016" if title not in above else "3-5 May 2016"
    assert values(f"{above}\n\n{below}\n\n{PROSE}")["title"] == title


def test_broken_words_of_a_printed_page_are_whole():
    text = "The con-\nference of policy-\nmakers was orga-\nnised by sup-\nporters of it."
    assert without_hyphens(text) == (
        "The conference of policy-makers was organised by supporters of it."
    )
    assert without_hyphens("a long-\nterm plan") == "a long-\nterm plan"


def test_bold_names_with_an_office_below_are_speakers():
    event = values(
        f"<html><h1>Rivers</h1><p>{PROSE}</p><h2>Panel</h2><p><b>Rosa Quint</b><br>Director, Bread "
        "Line</p><p><b>Dr Emil Haas</b><br>Lecturer, University of Larch</p></html>"
    )
    assert [person["name"] for person in event["people"]] == ["Rosa Quint", "Dr Emil Haas"]
    assert event["headings"] == ["Panel"]


@pytest.mark.parametrize(
    "sentence",
    [
        "In May the hall was host to a conference on wells, chaired by Dr Ann Lee.",
        "The first, in Oslo, was hosted by Norway and chaired by Kari Moe.",
        "The previous meeting was chaired by Kari Moe.",
    ],
)
def test_who_chaired_another_event_is_not_listed(sentence):
    assert values(f"{TITLE}\n\n{PROSE} {sentence}")["people"] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "This congress, which was supported by the City of Lake, elected a board.",
        "The meeting is made possible by a grant from the City of Lake.",
    ],
)
def test_a_partner_is_found_in_a_clause_about_the_event(sentence):
    event = values(f"{TITLE}\n\n{PROSE} {sentence}")
    assert [partner["name"] for partner in event["partners"]] == ["City of Lake"]
