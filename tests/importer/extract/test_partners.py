"""Partners are read from sentences and lists in four languages, each with its role."""

import pytest

from importer.extract import read

BEGIN = "The Lakes Conference\n\n3–5 May 2016\n\n"
PROSE = "The conference asks who owns a lake, and what is owed to those who drink from it.\n\n"


def partners(text: str) -> list[tuple[str, str]]:
    values = read(BEGIN + PROSE + text).as_json()
    return [(partner["name"], partner["role"]) for partner in values["partners"]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Harrow Park, the Lake Trust and the Weir Institute are convening a dialogue.",
            [("Lake Trust", "partner"), ("Weir Institute", "partner")],
        ),
        (
            "Harrow Park has partnered with the Lake Trust to bring together ministers.",
            [("Lake Trust", "partner")],
        ),
        (
            "This is the fourth meeting in a series held in partnership with the Lake Trust.",
            [("Lake Trust", "partner")],
        ),
        (
            "We are grateful to the Lake Trust, Geneva, and the Weir Fund for their support.",
            [("Lake Trust", "supporter"), ("Weir Fund", "supporter")],
        ),
        (
            "Harrow Park’s 10th annual conference, with support from the Lake Trust, asks why.",
            [("Lake Trust", "supporter")],
        ),
        (
            "Die Tagung wird vom Bund der Seen veranstaltet und vom Hilfswerk Süd unterstützt.",
            [("Bund der Seen", "organiser"), ("Hilfswerk Süd", "supporter")],
        ),
        (
            "Colloque organisé par l’Institut du droit de l’eau avec le soutien de la Ville d’Aix.",
            [("Institut du droit de l’eau", "organiser"), ("Ville d’Aix", "supporter")],
        ),
        (
            "Organizado por la Red de Ríos en colaboración con el Instituto Feijoo.",
            [("Red de Ríos", "organiser"), ("Instituto Feijoo", "partner")],
        ),
        (
            "On Water Day, the Lake Trust and the Weir Institute hosted a dialogue on rivers.",
            [("Lake Trust", "co-organiser"), ("Weir Institute", "co-organiser")],
        ),
        (
            "Hosted by Weir College and co-sponsored by the Lake Society.",
            [("Weir College", "host"), ("Lake Society", "sponsor")],
        ),
        (
            "The conference is a joint initiative of the Lake Trust and the Weir Institute.",
            [("Lake Trust", "organiser"), ("Weir Institute", "organiser")],
        ),
        (
            "It is supported by the Ministry of Security and Justice and Peace Fund in Code.",
            [("Ministry of Security and Justice", "supporter"), ("Peace Fund", "supporter")],
        ),
        ("Arrangører: Foreningen Grøn By", [("Foreningen Grøn By", "organiser")]),
        ("I samarbete med: Sametingets bibliotek", [("Sametingets bibliotek", "partner")]),
        (
            "Veranstalter: Gesellschaft für Moore e.V.",
            [("Gesellschaft für Moore e.V.", "organiser")],
        ),
        (
            "Co-sponsored by: Lake Trust, Weir Fund",
            [("Lake Trust", "sponsor"), ("Weir Fund", "sponsor")],
        ),
        (
            "Veranstalter: Institut Grenzland, Universität Rechnitz",
            [("Institut Grenzland", "organiser"), ("Universität Rechnitz", "organiser")],
        ),
        (
            "Veranstalter: Institut für Recht, Universität Rechnitz",
            [("Institut für Recht, Universität Rechnitz", "organiser")],
        ),
        ("The last meeting was held in partnership with the Lake Trust.", []),
        ("A project funded by the Lake Trust found three wells.", []),
        ("It was organised by Ana Lund.", []),
    ],
)
def test_a_sentence_states_partners(sentence, expected):
    assert partners(sentence) == expected


def test_a_line_may_hold_several_labels():
    line = "In Kooperation mit dem Hilfswerk Süd und gefördert durch die Stiftung Seen"
    assert partners(line) == [("Hilfswerk Süd", "partner"), ("Stiftung Seen", "funder")]
