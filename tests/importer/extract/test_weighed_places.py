"""Which place has the most signs of being that of the event."""

import pytest

from benchmarks.page_scores import SURE, facts_of
from importer.extract import read

HEAD = "<title>Salt and sand | Trust</title><h1>Salt and sand</h1>"
PROSE = "<p>Sixty planters and jurists spoke for two days about the banks of the river.</p>"


def venue_of(body: str) -> str | None:
    facts = facts_of(read(f"{HEAD}{body}{PROSE}").as_json())
    return next((rest[0] for name, *rest in facts if name == "venue"), None)


def confidence_of(body: str) -> float:
    spans = read(f"{HEAD}{body}{PROSE}").as_json()["spans"]
    return next(span["confidence"] for span in spans if span["path"] == "/venue")


@pytest.mark.parametrize(
    ("body", "venue"),
    [
        (
            "<p>3 March 2022</p><div class='event__location'>Palais des Nations<br>Tempus 2<br>"
            "Geneva</div>",
            "Palais des Nations, Tempus 2, Geneva",
        ),
        (
            "<p>7 March 2023</p><p>Arrival from 1.30 pm</p><p>Alder House and Online</p>",
            "Alder House",
        ),
        (
            "<h2>Veranstaltungsort</h2><p>Kulturspeicher<br>Am Sande 3<br>Dannenberg, 29451</p>",
            "Kulturspeicher, Am Sande 3, Dannenberg, 29451",
        ),
        (
            "<p>17 de abril de 2009</p><p>Iglesia de la Misericordia</p><p>Villaluenga</p>"
            "<p>Pascual Collantes, Alcalde de Villaluenga</p>",
            "Iglesia de la Misericordia, Villaluenga",
        ),
        (
            "<p>Del 22 al 24 de mayo de 2019 · Valparaíso, Chile</p>"
            "<h2>Sede</h2><p>Parque Cultural, Calle Cárcel 471, Valparaíso</p>",
            "Parque Cultural, Calle Cárcel 471, Valparaíso",
        ),
    ],
)
def test_a_place_is_read_where_signs_agree(body, venue):
    assert venue_of(body) == venue


@pytest.mark.parametrize("below", ["Free Event", "Admission free", "Workshop for all", "Register"])
def test_the_line_below_an_address_is_no_town(below):
    lines = "<p>11 October 2013</p><p>Hobart Hall, Room 114</p><p>520 College Ave., Easton, PA</p>"
    venue = "Hobart Hall, Room 114, 520 College Ave., Easton, PA"
    assert venue_of(f"{lines}<p>{below}</p>") == venue


@pytest.mark.parametrize("box", ["PO Box 2201, Bath", "Postfach 12, Bath", "Apartado 3, Bath"])
def test_a_postbox_is_no_place(box):
    assert venue_of(f"<p>3 March 2022</p><p>Registry House, {box}</p>") is None


def test_two_places_with_the_same_signs_are_none():
    assert venue_of("<p>Venue: Lake House, Bath</p><p>Venue: Mill House, York</p>") is None


def test_a_place_that_several_signs_say_is_sure():
    body = "<p>3 March 2022</p><p>{}</p>"
    again = "<p>The seminar takes place on 3 March 2022 at Lake House, Bath.</p>"
    assert confidence_of(body.format("Lake House, Bath") + again) >= SURE
    assert confidence_of(body.format("Mill House, York") + again) < SURE


def test_a_place_with_one_weak_sign_is_only_likely():
    assert confidence_of("<p>Lake House, Bath</p><p>3 March 2022</p>") < SURE
