"""People are read in programmes, in lists and in sentences, with capacity and office."""

import pytest

from importer.extract import read

BEGIN = "The Lakes Conference\n\n3–5 May 2016\n\n"
PROSE = "The conference asks who owns a lake, and what is owed to those who drink from it.\n\n"


def people(text: str) -> list[tuple[str, str, str | None]]:
    values = read(BEGIN + PROSE + text).as_json()
    return [(one["name"], one["capacity"], one["role_then"]) for one in values["people"]]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Chair: Ana Lund, Mayor of Weir", ("Ana Lund", "chair", "Mayor of Weir")),
        ("Moderation: Sabine Reuter, Journalistin", ("Sabine Reuter", "moderator", "Journalistin")),
        ("Modératrice : Hélène Rouvière", ("Hélène Rouvière", "moderator", None)),
        ("Modera: Lucía Marañón, Periodista", ("Lucía Marañón", "moderator", "Periodista")),
        ("Keynote: Ambassador Ruth Blom", ("Ruth Blom", "speaker", "Ambassador")),
        ("Speaker: Piet Roos (Lake Institute)", ("Piet Roos", "speaker", None)),
    ],
)
def test_a_label_says_the_capacity(line, expected):
    assert people(line) == [expected]


def test_names_below_times_have_their_offices_in_the_next_line():
    programme = (
        "9.30 Welcome\nDr Ana Lund\nDirector, Lake Institute\n\n10.00 Coffee break\n\n"
        "10.30 Piet Roos, Lake Trust: Who owns the shore?\n\n11.30 Site visit\nOld Harbour\n"
    )
    assert people(programme) == [
        ("Dr Ana Lund", "speaker", "Director"),
        ("Piet Roos", "speaker", None),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It was chaired by Ana Lund.", [("Ana Lund", "chair", None)]),
        (
            "A keynote speech by Ana Lund, Minister of Water, closed the first day.",
            [("Ana Lund", "speaker", "Minister of Water")],
        ),
        (
            "It opened with remarks by Piet Roos, Mayor of Weir, and Ana Lund.",
            [("Piet Roos", "speaker", "Mayor of Weir"), ("Ana Lund", "speaker", None)],
        ),
        (
            "Ana Lund, Professor of Law at the University of Weir, will give the keynote address.",
            [("Ana Lund", "speaker", "Professor of Law")],
        ),
        ("A meeting of the last year was chaired by Ana Lund.", []),
        ("The committee, chaired by Ana Lund, reported in May.", []),
        ("A book by Ana Lund was on sale.", []),
    ],
)
def test_sentences_name_people(sentence, expected):
    assert people(sentence) == expected


@pytest.mark.parametrize(
    "line", ["Gala Dinner", "Group Photo", "Water Diplomacy", "San Marino", "GALA NIGHT"]
)
def test_the_lines_of_a_programme_are_no_people(line):
    assert people(f"9.00 Opening\n{line}\n10.00 Keynote: {line}\n11.00 {line}\n") == []


def test_the_number_in_the_title_is_that_of_the_event():
    text = "9th World Seaweed Conference\n\n3 May 2018\n\nThe 8th conference took place in Jeju."
    assert read(text).as_json()["ordinal"] == 9


def test_a_person_has_the_capacity_and_the_office_of_the_line_below():
    lines = ["Speakers", "Ana Lund", "Former Envoy to the Great Lakes", "Peter Roos", "Moderator"]
    assert people("\n\n".join([*lines, "Maria Berg", "Acoustician"])) == [
        ("Ana Lund", "speaker", "Former Envoy to the Great Lakes"),
        ("Peter Roos", "moderator", None),
        ("Maria Berg", "speaker", "Acoustician"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Moderator: Erik Lund, Civic Space Monitor", [("Erik Lund", "moderator", None)]),
        (
            "Participants: Dolores Vega, City of Ayr; Mark Yuen, Tidewater Mutual",
            [("Dolores Vega", "participant", None), ("Mark Yuen", "participant", None)],
        ),
        (
            "Keynote: Ana Lund, seed librarian. In association with the Lake Trust.",
            [("Ana Lund", "speaker", "seed librarian")],
        ),
        (
            "Speaker: Emma Berg, Officer at Youth Bridge Nigeria",
            [("Emma Berg", "speaker", "Officer")],
        ),
        (
            "Panellists: Yuki Tanabe, Court Watch Lab (moderator)",
            [("Yuki Tanabe", "moderator", None)],
        ),
        (
            "The meeting was opened by Ana Lund and chaired by Prof. Ole Berg of Weir University.",
            [("Ana Lund", "speaker", None), ("Prof. Ole Berg", "chair", None)],
        ),
        (
            "Ms. Ana Lund chaired the meeting and Mr. Paul Berg served as rapporteur.",
            [("Mr. Paul Berg", "rapporteur", None), ("Ms. Ana Lund", "chair", None)],
        ),
    ],
)
def test_what_stands_behind_a_name_is_no_second_person(line, expected):
    assert sorted(people(line)) == sorted(expected)


@pytest.mark.parametrize("body", ["Reef Observatory", "Lake Trust", "Fjord Research Council"])
def test_a_body_below_the_office_of_a_speaker_is_nobody(body):
    page = (
        "<h1>Salt and sand</h1><p>12 May 2016</p><h2>Speakers</h2><h3>Dr. Ana Lund</h3>"
        f"<p>Director</p><p>{body}</p><h3>Erik Berg</h3>"
    )
    names = [person["name"] for person in read(page).as_json()["people"]]
    assert names[:1] == ["Dr. Ana Lund"]
    assert body not in names
