"""The number of an event and its days, by signs that no single rule reads."""

import pytest

from benchmarks.page_scores import SURE, facts_of
from importer.extract import read

PROSE = "Sixty planters and jurists spoke for two days about the banks of the river."
HEAD = "<title>{title} | Lake House</title><h1>{title}</h1>"


def value_of(page: str, field: str) -> str | None:
    facts = facts_of(read(page).as_json())
    return next((rest[0] for name, *rest in facts if name == field), None)


@pytest.mark.parametrize(
    ("title", "text", "ordinal"),
    [
        ("19º ENAPESCA", "", "19"),
        ("7th IWRC 2019", "", "7"),
        ("ShoreLine Forum", "The Forum marks its 10th anniversary with its seventh edition.", "7"),
        ("Le parole dell'acqua", "Giornata di studi - seconda edizione", "2"),
        ("Encontro das Ilhas", "O presidente abre a 5.ª edição do Encontro de Ilhas.", "5"),
        (
            "A Rovereto il 31° convegno “Montagne abitate”",
            "Si terrà a Rovereto il 31° convegno organizzato dal Centro Studi.",
            "31",
        ),
        (
            "Notice: change of date",
            "The tenth Estuary Dialogue will now take place on 20 September 2010 in Halm.",
            "10",
        ),
        ("Fifth session of the Forum on Hill Peoples", "", "5"),
    ],
)
def test_the_number_is_read_where_signs_agree(title, text, ordinal):
    page = f"{HEAD.format(title=title)}<p>20 September 2010</p><p>{text}</p><p>{PROSE}</p>"
    assert value_of(page, "ordinal") == ordinal


@pytest.mark.parametrize(
    "text",
    [
        "The next, sixth edition will take place in Bath in 2024.",
        "The forum marks its 10th anniversary.",
        "We meet for the 40th session of the Human Rights Council on 20 September 2010.",
        "A 6.ª edição anterior foi em Bath. A 4.ª edição do Encontro foi em Halm.",
    ],
)
def test_the_number_of_something_else_is_not_read(text):
    page = (
        f"{HEAD.format(title='Salt and sand')}<p>20 September 2010</p><p>{text}</p><p>{PROSE}</p>"
    )
    assert value_of(page, "ordinal") is None


@pytest.mark.parametrize("until", ["até", "bis", "until", "jusqu’au"])
def test_a_day_until_which_something_is_possible_is_no_day_of_the_event(until):
    page = (
        f"{HEAD.format(title='Salt and sand')}<p>{PROSE}</p><table><td>{until} 30/06/2023</table>"
    )
    assert value_of(page, "dates") is None


def test_the_days_of_the_data_of_a_page_are_a_sign():
    data = '{"@type": "Event", "name": "Salt", "startDate": "2023-09-11", "endDate": "2023-09-14"}'
    page = (
        f'<script type="application/ld+json">{data}</script>{HEAD.format(title="Salt and sand")}'
        f"<p>Fees: 30 June 2023</p><p>It runs from 11 to 14 September 2023.</p><p>{PROSE}</p>"
    )
    assert value_of(page, "dates") == "2023-09-11/2023-09-14"


@pytest.mark.parametrize("begins", ["Starts", "Begins", "From:", "Beginn:"])
def test_the_first_and_the_last_day_may_have_a_label_without_a_colon(begins):
    ends = {"Starts": "Ends", "Begins": "Ends", "From:": "To:", "Beginn:": "Ende:"}[begins]
    page = (
        f"{HEAD.format(title='Salt and sand')}<p>{begins} 3 March 2022, 10:00<br>"
        f"{ends} 4 March 2022, 17:30</p><p>{PROSE}</p>"
    )
    assert value_of(page, "dates") == "2022-03-03/2022-03-04"


def test_a_day_alone_above_a_page_that_names_no_event_is_no_date_of_one():
    page = "<p>8 December 2016</p><h1>Trust awards 24 grants</h1><p>We gave 24 grants.</p>"
    assert value_of(page, "dates") is None


def test_a_day_alone_is_only_likely():
    page = f"{HEAD.format(title='Seminar on salt')}<p>8 December 2016</p><p>{PROSE}</p>"
    spans = read(page).as_json()["spans"]
    assert next(span["confidence"] for span in spans if span["path"] == "/dates") < SURE


def test_the_days_of_a_news_site_do_not_hide_the_event():
    page = (
        "<p>giovedì 5 ottobre 2017</p><h1>A Rovereto il convegno “Montagne abitate”</h1>"
        "<p>2 Ottobre 2017 – Redazione</p><p>Il convegno si terrà a Rovereto nei giorni 12, 13 e "
        "14 ottobre 2017.</p>"
    )
    assert value_of(page, "dates") == "2017-10-12/2017-10-14"


def test_the_note_that_an_event_is_past_does_not_hide_its_facts():
    head = HEAD.format(title="Salt and sand")
    page = f"{head}<p>Past event</p><p>7 March 2023, 2 pm</p><p>{PROSE}</p>"
    assert value_of(page, "dates") == "2023-03-07"
