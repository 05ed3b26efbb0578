"""Letterheads, days counted from a release, and places, bodies and people stated in several parts."""

import pytest

from benchmarks.page_scores import SURE, facts_of
from importer.extract import read

PROSE = "Sixty planters and jurists spoke about the banks of the river, and nobody left early."
HEAD = "<title>{title} | Lake House</title><h1>{title}</h1>"


def values_of(page: str, field: str) -> set[tuple[str, ...]]:
    return {tuple(rest) for name, *rest in facts_of(read(page).as_json()) if name == field}


def confidence_of(page: str, field: str) -> float:
    spans = read(page).as_json()["spans"]
    return next(span["confidence"] for span in spans if span["path"] == f"/{field}")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "VILLE DE MONTREVAL\nDirection de la communication\n\nCOMMUNIQUÉ DE PRESSE\nMontreval, le 4 octobre 2021",
            "Montreval accueille les Rencontres du vélo",
        ),
        (
            "Comune di Roccaforte\nUfficio stampa\n\nComunicato n. 112 del 9 maggio 2024",
            "Borghi vivi, tre giorni sul futuro dei piccoli comuni",
        ),
        ("EVANGELISCHE AKADEMIE LICHTENSEE\n\nEinladung", "Wem gehört das Wasser?"),
        ("Baltic Harbour Forum\nNEWS RELEASE", "Port cities sign a pledge on shore power"),
        (
            "ORGANIZACIÓN ANDINA DE CIUDADES\nSecretaría Permanente",
            "VIII FORO DE TRANSPORTE PÚBLICO",
        ),
    ],
)
def test_the_letterhead_of_a_paper_is_no_title(head, title):
    page = f"{head}\n\n{title}\n\n{PROSE} {PROSE}\n"
    assert values_of(page, "title") == {(title,)}


def test_a_title_stays_above_the_kind_of_paper_without_a_headline_below():
    page = f"Coastal states agree on cables\n\nPRESS RELEASE\n\nGdynia, 14 October 2022 - {PROSE}\n"
    assert values_of(page, "title") == {("Coastal states agree on cables",)}


def test_a_site_that_states_day_and_code_above_the_title_keeps_it():
    page = "<title>Session 612 | Learning from Loss | Lake Seminar</title><a>Lake Seminar</a><div><span>May 12 - May 16, 2019</span> <span>S612</span><h1>Learning from Loss</h1></div>"
    assert values_of(f"{page}<p>{PROSE}</p>", "title") == {("Learning from Loss",)}


def test_a_heading_that_goes_on_in_the_next_line_is_one_title():
    page = "<title>Untitled Document</title><p><font size=5><b>Reef Science Network</b></font></p><p><font size=4>REPORT ON THE SECOND WORKSHOP ON<br>CORAL AND FISHERIES</font></p>"
    title = "REPORT ON THE SECOND WORKSHOP ON CORAL AND FISHERIES"
    assert values_of(f"{page}<p>{PROSE}</p>", "title") == {(title,)}


@pytest.mark.parametrize(
    ("filed", "lead", "dates"),
    [
        (
            "Pressemitteilung Nr. 71/2018 | 06.09.2018",
            "Präsidentin Gesine Harm hat heute die Jugendkonferenz eröffnet. Bis zum 8. September beraten dort 120 Schüler.",
            "2018-09-06/2018-09-08",
        ),
        (
            "Comunicato n. 112 del 9 maggio 2024",
            "Si apre domani, venerdì 10 maggio, il forum nazionale sui borghi, che proseguirà fino a domenica 12 maggio.",
            "2024-05-10/2024-05-12",
        ),
        (
            "24 de marzo de 2022",
            "El II Encuentro de Ciudades del Agua se celebra hoy y mañana en el auditorio con cincuenta alcaldes de la cuenca.",
            "2022-03-24/2022-03-25",
        ),
        (
            "Montreval, le 4 octobre 2021",
            "La Ville organise les 14 et 15 octobre prochains, à la Halle, les Rencontres de la ville cyclable.",
            "2021-10-14/2021-10-15",
        ),
    ],
)
def test_the_days_are_counted_from_the_release_and_only_likely(filed, lead, dates):
    page = f"<h1>Nachrichten vom Wasser und vom Wald</h1><p>{filed}</p><p>{lead}</p><p>{PROSE}</p>"
    assert values_of(page, "dates") == {(dates,)}
    assert confidence_of(page, "dates") < SURE


def test_what_closes_today_did_not_begin_today():
    page = f"Harbour towns agree\n\nHALM, 14 September 2021 -- Mayors signed a pledge today at the close of the Harbour Forum.\n\n{PROSE}\n"
    assert values_of(page, "dates") != {("2021-09-14",)}


def test_a_report_is_dated_after_its_event():
    page = f"{HEAD.format(title='Rückblick: Bienenkongress')}<span>15. Mai 2023</span><p>Rund 300 Imker kamen am 5. und 6. Mai 2023 nach Kassel.</p><p>{PROSE}</p>"
    assert values_of(page, "dates") == {("2023-05-05/2023-05-06",)}
    assert confidence_of(page, "dates") < SURE


@pytest.mark.parametrize(
    "text",
    [
        "El primer encuentro se celebró en octubre de 2019.",
        "Les premières rencontres s'étaient tenues en octobre 2019.",
        "Das erste Treffen fand im Oktober 2019 statt: die erste Tagung fand im Oktober 2019 statt.",
    ],
)
def test_the_first_edition_is_another_event(text):
    page = f"{HEAD.format(title='Agua y ciudades')}<p>{PROSE}</p><p>{text}</p>"
    assert ("2019-10",) not in values_of(page, "dates")


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [
        (
            "The Forum was the 7th Harbour Forum. The 8th Harbour Forum will be held in Halm in 2022.",
            "7",
        ),
        ("Die Konferenz findet bereits zum vierten Mal statt.", "4"),
        ("The summit, the 12th since 1994, took place in March 2017.", "12"),
        ("Es war der 8. Bundeskongress unseres Verbandes und der erste seit 2019.", "8"),
        ("Les 3es Assises nationales des ports se sont achevées ce vendredi à Lorient.", "3"),
    ],
)
def test_the_number_is_that_of_the_event_held(text, ordinal):
    page = f"{HEAD.format(title='Ports and towns')}<p>{text}</p><p>{PROSE}</p>"
    assert values_of(page, "ordinal") == {(ordinal,)}


@pytest.mark.parametrize(
    ("lines", "venue"),
    [
        (
            "<p>2–5 October 2018</p><p>Villa Mirador</p><p>The workshop will be held in Anzone, Italy, at Villa Mirador, from 2 to 5 October 2018.</p>",
            "Villa Mirador, Anzone, Italy",
        ),
        (
            "<p>9–10 September 2019</p><p>Asunción, Paraguay</p><p>The conference will take place at the Bank Convention Hall.</p>",
            "Bank Convention Hall, Asunción, Paraguay",
        ),
        ("<p>📅 5 October 2019 🕒 10.00 📍 Sala conferenze, Palazzo Podestarile</p>", "Sala conferenze, Palazzo Podestarile"),
        ("<p>8 February 2019</p><p>10:30am–4:30pm | Lecture Theatre | £25</p>", "Lecture Theatre"),
        ("<p>28 et 29 mars 2019</p><p>Bibliothèque municipale, salle bleue (Valcreuse)</p>", "Bibliothèque municipale, salle bleue, Valcreuse"),
        ("<dl><dt>Locatie</dt><dd>Buurtcentrum De Sluis, Utrecht <a>maps</a></dd></dl>", "Buurtcentrum De Sluis, Utrecht"),
    ],
)  # fmt: skip
def test_a_house_and_its_town_are_one_place(lines, venue):
    page = f"{HEAD.format(title='Rust and rivers')}{lines}<p>{PROSE}</p>"
    assert values_of(page, "venue") == {(venue,)}


def test_a_university_of_a_partner_is_no_place_of_the_event():
    text = (
        "The symposium is organised in partnership with the Dye Group at Strathkelvin University."
    )
    page = f"{HEAD.format(title='Madder')}<p>8 February 2019</p><p>{text}</p><p>{PROSE}</p>"
    assert values_of(page, "venue") == set()


def test_spans_with_facts_are_lines_of_their_own():
    page = '<h1>Faith and Forestry</h1><div><span class="event-date">Saturday, 18 May 2013</span><span class="event-time">10.00 am</span><span class="event-venue">The Refectory, Lake College, Halm</span></div>'
    assert values_of(f"{page}<p>{PROSE}</p>", "dates") == {("2013-05-18",)}


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        (
            "The mayor opened the meeting, organised by the Lake Trust.",
            {("Lake Trust", "organiser", "")},
        ),
        (
            "The summit was held in cooperation with Environment and Climate Canada and the Lake Trust.",
            {("Environment and Climate Canada", "partner", ""), ("Lake Trust", "partner", "")},
        ),
        (
            "Sponsors of the summit included Northern Steel Corp., Lake Bank and the McCabe Fund.",
            {("Northern Steel Corp.", "sponsor", ""), ("Lake Bank", "sponsor", ""), ("McCabe Fund", "sponsor", "")},
        ),
        (
            "Il convegno è promosso dal Centro studi sulle fonti del diritto e con il patrocinio del Comune di Valperga.",
            {("Centro studi sulle fonti del diritto", "organiser", ""), ("Comune di Valperga", "supporter", "")},
        ),
    ],
)  # fmt: skip
def test_bodies_are_read_whole_and_of_this_event(text, partners):
    page = f"{HEAD.format(title='Ice and harbours')}<p>{text}</p><p>{PROSE}</p>"
    assert values_of(page, "partners") == partners


@pytest.mark.parametrize("action", ["Book", "Register", "Download"])
def test_a_link_below_the_supporters_is_none_of_them(action):
    page = f"{HEAD.format(title='Who Owns the Sitter?')}<p>{PROSE}</p><h3>Supported by</h3><p>Image Rights Society</p><p>{action}</p>"
    assert values_of(page, "partners") == {("Image Rights Society", "supporter", "")}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Eröffnet wurde der Kongress von Oberbürgermeisterin Petra Stöhr.",
            {("Petra Stöhr", "speaker", "Oberbürgermeisterin")},
        ),
        (
            "Speakers on the day will be Anna Allsop (Gaia Allotments) and Dr Paul Afolabi, Senior Lecturer in Plant Sciences.",
            {("Anna Allsop", "speaker", ""), ("Dr Paul Afolabi", "speaker", "Senior Lecturer in Plant Sciences")},
        ),
    ],
)  # fmt: skip
def test_people_keep_their_own_offices(text, people):
    page = f"{HEAD.format(title='Seeds and water')}<p>{text}</p><p>{PROSE}</p>"
    assert values_of(page, "people") == people


def test_the_occasion_is_no_part_of_the_name_of_a_speaker():
    text = "„Wer heute eine Buche pflanzt, plant für das Jahr 2150“, sagte Harmsen zum Auftakt."
    page = f"{HEAD.format(title='Wald')}<p>Präsidentin Gesine Harmsen kam.</p><p>{text}</p>"
    quote = "Wer heute eine Buche pflanzt, plant für das Jahr 2150"
    assert values_of(page, "quotes") == {(quote, "Gesine Harmsen")}
