"""The title of an event among the names of the site and the kind of page, and its number."""

import pytest

from importer.extract import read

PROSE = (
    "Twenty judges and farmers spoke for two days about who may draw water from the lake, and "
    "about who pays when it is dry."
)
HEAD = "<html><head><title>{}</title>{}</head><body>{}<p>12 May 2016</p><p>{}</p></body></html>"


def values(page):
    return read(page).as_json()


@pytest.mark.parametrize(
    ("name", "head", "body", "title"),
    [
        pytest.param(
            "Ombudsmen of Asia » 9th General Assembly",
            "",
            "<h1 id='logo'>Ombudsmen of Asia</h1><h2 class='entry-title'>9th General Assembly</h2>",
            "9th General Assembly",
            id="the first heading is the site's",
        ),
        pytest.param(
            "Workshop: Counting Wells - Department of Hydrology - University of Marlow",
            "",
            "<h1>Department of Hydrology</h1><h2>Counting Wells</h2>",
            "Counting Wells",
            id="the first heading is the department's",
        ),
        pytest.param(
            "Registration :: Summer School on Water Law",
            "",
            "<p>Summer School on Water Law</p><h1>Welcome</h1>",
            "Summer School on Water Law",
            id="the first heading says nothing",
        ),
        pytest.param(
            "Water Trust | Annual Conference 2016",
            "",
            "<h1>Twelfth Annual Conference</h1><h2>Wells without Walls?</h2>",
            "Wells without Walls?",
            id="the first heading is a number",
        ),
        pytest.param(
            "Conference on Wells, Maputo 2016",
            "",
            "<font size=5><b>Conference on Wells and Villages</b></font>",
            "Conference on Wells and Villages",
            id="the head shortens it",
        ),
        pytest.param(
            "Wells tickets, Thu 12 May | Barn",
            '<script type="application/ld+json">{"@type": "Event", "name": "Wells &amp; Walls"}'
            "</script>",
            "<h1>Barn</h1><h2>Wells &amp; Walls</h2>",
            "Wells & Walls",
            id="the structured data name it",
        ),
        pytest.param(
            "Event Details | Water Commission",
            "",
            "<h1>Event details</h1><h2>Tenth Delta Summit</h2><h3>Featured speakers</h3>",
            "Tenth Delta Summit",
            id="the first heading is the kind of page",
        ),
        pytest.param(
            "Programme | Fjord Forum 2016",
            "",
            "<a href='/'>Fjord Forum 2016</a><h1>Programme</h1><h3>Thursday 12 May</h3>",
            "Fjord Forum 2016",
            id="the site is the event's",
        ),
        pytest.param(
            "Lake News, Newsletter 42",
            "",
            "<h2>Our annual conference: Wells and Walls</h2>",
            "Wells and Walls",
            id="the page is a newsletter",
        ),
    ],
)
def test_the_title_is_chosen_by_what_the_page_says_of_its_headings(name, head, body, title):
    assert values(HEAD.format(name, head, body, PROSE))["title"] == title


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Youth and Power - 17 October 2018", "Youth and Power"),
        ("17 October 2018: Youth and Power", "Youth and Power"),
        ("Youth and Power (Cork, 5–6 June 2020)", "Youth and Power"),
        ("Youth and Power – 4e édition", "Youth and Power"),
        ("Youth and Power (II edizione)", "Youth and Power"),
        ("Past event: Youth and Power", "Youth and Power"),
        ("Peatlands 2021: Rewetting at Scale", "Peatlands 2021: Rewetting at Scale"),
        ("Roundtable: Youth and Power", "Roundtable: Youth and Power"),
        ("Conference, 17 October 2018", "Conference, 17 October 2018"),
    ],
)
def test_a_title_is_said_without_its_date_and_its_edition(line, title):
    assert values(f"<html><body><h1>{line}</h1><p>{PROSE}</p></body></html>")["title"] == title


@pytest.mark.parametrize(
    "above",
    [
        "SIDE EVENT\non the margins of the 38th session of the Lakes Council",
        "The Rector of the University of Marlow\nhas the honour to invite you to the",
        "Press Information",
        "INSTITUTE OF RIVER STUDIES\nANNUAL LECTURE SERIES",
    ],
)
def test_what_stands_above_a_title_is_no_title(above):
    page = f"{above}\n\nDuties of Flag States\n\n12 May 2016\n\n{PROSE}"
    assert values(page)["title"] == "Duties of Flag States"


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("14. Jahrestagung der Gesellschaft für Moorkunde", 14),
        ("3. Dialogforum der Stiftung", 3),
        ("Bericht zur 22. Fachtagung Bibliotheksrecht", 22),
        ("XI. Internationale Sommerkonferenz Minderheitenrechte", 11),
        ("8. nordiske konferanse om fengselsreform", 8),
        ("Den femte nordiska konferensen om rättigheter", 5),
        ("VIII Ogólnopolska Konferencja Praw Dziecka", 8),
        ("Trzecia edycja konferencji o mieście", 3),
        ("IIIes Rencontres francophones du logement", 3),
        ("Il carcere e la città – II edizione", 2),
        ("Ottawa hosts 11th Arctic Languages Roundtable", 11),
        ("Comienza en Cuenca el VII Encuentro Andino de Radios", 7),
        ("Les Assises de la mémoire", None),
        ("Lessons from the third Lakes Conference for all", None),
        ("La Conferencia de los lagos", None),
    ],
)
def test_a_number_is_read_in_words_figures_and_numerals(title, number):
    assert values(f"{title}\n\n12 May 2016\n\n{PROSE}")["ordinal"] == number


def test_a_later_event_leaves_this_one_its_facts():
    page = (
        "Ottawa hosts 11th Languages Roundtable\n\nSpeakers met in Ottawa on 7–8 February 2017 for"
        " the 11th Languages Roundtable.\n\nThe 12th Roundtable will be held in Tromsø in 2019."
    )
    read_of_it = values(page)
    assert (read_of_it["ordinal"], read_of_it["venue"]) == (11, "Ottawa")


def test_a_title_of_two_lines_is_one():
    page = f"4th MEDITERRANEAN FORUM\nON PRISON HEALTH\n\nValletta, 22 April 2010\n\n{PROSE}"
    assert values(page)["title"] == "4th MEDITERRANEAN FORUM ON PRISON HEALTH"
