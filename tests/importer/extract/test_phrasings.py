"""Members of kinds of phrases and lines: each gives its fact, and no other."""

import pytest

from benchmarks.page_scores import facts_of
from importer.extract import read

DAY = "Living with Rivers\n\n5 May 2016\n\n"


def facts(page: str, field: str) -> list[tuple[str, ...]]:
    return sorted(rest for name, *rest in facts_of(read(page).as_json()) if name == field)


@pytest.mark.parametrize(
    "heading",
    [
        *("Forthcoming", "Coming soon", "Dates for your diary", "Dans la même rubrique"),
        *("Prochainement", "Demnächst", "Weitere Termine", "Próximamente", "Prossimamente"),
    ],
)
def test_days_below_what_comes_next_are_not_the_events(heading):
    page = (
        "<h1>The Ethics of Lakes</h1><p>6 June 2013</p><p>A day for planners.</p>"
        f"<h3>{heading}</h3><p>Graduate day, 12 September 2013</p><p>Lecture: 17 October 2013</p>"
    )
    assert facts(page, "dates") == [["2013-06-06"]]


@pytest.mark.parametrize(
    ("filed", "sentence", "dates"),
    [
        (
            "GDYNIA, 14 October 2022",
            "The conference, held on 13 and 14 October in Gdynia, was hosted by the port.",
            "2022-10-13/2022-10-14",
        ),
        (
            "LIMOGES, le 26 mars 2019",
            "Le forum s’est tenu les 25 et 26 mars à Limoges.",
            "2019-03-25/2019-03-26",
        ),
        (
            "Oldenburg, 8. November 2018",
            "Das Forum fand am 7. und 8. November in Oldenburg statt.",
            "2018-11-07/2018-11-08",
        ),
        (
            "VIGO, 5 de junio de 2015",
            "El encuentro se celebró del 2 al 4 de junio en Vigo.",
            "2015-06-02/2015-06-04",
        ),
        (
            "GDYNIA, 2 January 2022",
            "The conference took place from 29 to 31 December in Gdynia.",
            "2021-12-29/2021-12-31",
        ),
        ("GDYNIA, 2 January 2022", "The next conference will be held on 4 and 5 May.", None),
    ],
)
def test_days_of_a_later_sentence_take_their_year_from_the_dateline(filed, sentence, dates):
    filed = f"{filed} – Nine states have common rules."
    page = f"Coast agrees rules for cables\n\n{filed}\n\n{sentence}"
    assert facts(page, "dates") == ([[dates]] if dates else [])


@pytest.mark.parametrize(
    "text",
    [
        "Mayors met in Kigali for the Third Lakes Summit. From 22 to 25 August 2017 they drafted.",
        "The Lakes Summit took place in Kigali. Between 22 and 25 August 2017 they drafted.",
        "Le sommet des lacs a eu lieu à Kigali. Du 22 au 25 août 2017, ils ont débattu.",
        "Die Konferenz der Seen fand in Kigali statt. Vom 22. bis 25. August 2017 berieten sie.",
    ],
)
def test_a_sentence_that_begins_with_the_days_goes_on_with_the_event(text):
    assert facts(f"A seat at the table\n\n{text}", "dates") == [["2017-08-22/2017-08-25"]]


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        (
            "Our speakers include Dr Hannah Trewin (historian), Colin Abara (flood warden) and "
            "Mary-Jo Pickles.",
            [
                ["Colin Abara", "speaker", "flood warden"],
                ["Dr Hannah Trewin", "speaker", "historian"],
                ["Mary-Jo Pickles", "speaker", ""],
            ],
        ),
        (
            "Interviendront Claire Fontanel (géographe), Marc Hostier (juriste) et Louise Roy.",
            [
                ["Claire Fontanel", "speaker", "géographe"],
                ["Louise Roy", "speaker", ""],
                ["Marc Hostier", "speaker", "juriste"],
            ],
        ),
        (
            "Es sprechen Dr. Anna Berg (Historikerin), Jost Weber (Glasmacher) und Karin Holt.",
            [
                ["Dr. Anna Berg", "speaker", "Historikerin"],
                ["Jost Weber", "speaker", "Glasmacher"],
                ["Karin Holt", "speaker", ""],
            ],
        ),
    ],
)
def test_offices_in_brackets_belong_to_the_names_before_them(sentence, people):
    assert facts(DAY + sentence, "people") == people


@pytest.mark.parametrize(
    ("label", "name", "office"),
    [
        ("Ponentes magistrales", "Ximena Larraín", "Musicóloga"),
        ("Conférenciers invités", "Claire Fontanel", "Géographe"),
        ("Hauptredner", "Anna Berg", "Soziologin"),
    ],
)
def test_invited_speakers_are_listed_with_what_they_do(label, name, office):
    page = f"<h1>Old Sounds</h1><h2>{label}</h2><ul><li><b>{name}</b><br>{office}</li></ul>"
    assert facts(page, "people") == [[name, "speaker", office]]


@pytest.mark.parametrize("title", ["D.ª", "Dª", "Sr.ª"])
def test_a_title_may_end_with_a_raised_letter(title):
    page = f"Ríos\n\n17:00 Registro\n\n17:30 Inauguración\n\n{title} Consuelo Arribas, alcaldesa\n"
    assert facts(page, "people") == [[f"{title} Consuelo Arribas", "speaker", "alcaldesa"]]


@pytest.mark.parametrize(
    ("sentence", "partners"),
    [
        (
            "The Society gratefully acknowledges the support of the Calverley Bequest.",
            [["Calverley Bequest", "supporter", ""]],
        ),
        (
            "The organisers acknowledge the generous support of the Lake Trust.",
            [["Lake Trust", "supporter", ""]],
        ),
        (
            "The Lake Society gratefully acknowledges funding from the Tide Foundation.",
            [["Tide Foundation", "funder", ""]],
        ),
        ("The author acknowledges the support of the Tide Foundation.", []),
        ("The banquet was generously sponsored by Tide Bank.", [["Tide Bank", "sponsor", ""]]),
        ("The reception was hosted by the Lake Trust.", [["Lake Trust", "host", ""]]),
        ("Coffee breaks are funded by the Lake Trust.", []),
    ],
)
def test_who_is_thanked_is_a_partner(sentence, partners):
    assert facts(DAY + sentence, "partners") == partners


@pytest.mark.parametrize(
    "byline",
    [
        "By Clarisse Uwase | 30 August 2017 | 4 min read",
        "Par Louise Roy – 30 août 2017",
        "Von Karl Brunner, 30. August 2017",
    ],
)
def test_an_author_beside_a_day_is_no_place(byline):
    page = f"<h1>A seat at the table</h1><p>{byline}</p><p>The summit was held in Kigali.</p>"
    assert facts(page, "venue") == [["Kigali"]]


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            '"Las redes las cosemos nosotras y los barcos los firman ellos", denunció Carmiña '
            "Outeiral, presidenta de la Asociación.",
            [
                "Las redes las cosemos nosotras y los barcos los firman ellos",
                "Carmiña Outeiral",
            ],
        ),
        (
            "« Chez nous, le cabinet est dans l’ancienne école », a témoigné Ozanne Moulin.",
            ["Chez nous, le cabinet est dans l’ancienne école", "Ozanne Moulin"],
        ),
        (
            "„Ein Bus um neun hilft der Frühschicht leider gar nicht“, kritisierte Wibke Oltmanns.",
            ["Ein Bus um neun hilft der Frühschicht leider gar nicht", "Wibke Oltmanns"],
        ),
        (
            "As one participant put it, “the coffee breaks were the real parliament”.",
            ["the coffee breaks were the real parliament", ""],
        ),
        (
            "In the words of one delegate, “the breaks were the real work”.",
            ["the breaks were the real work", ""],
        ),
        (
            "Comme l’a dit Claire Fontanel, « la mer reprend toujours son bien ».",
            ["la mer reprend toujours son bien", "Claire Fontanel"],
        ),
        ("The minister called it “a very good start for peace”.", None),
        ("As somebody put it, “early warning”.", None),
    ],
)
def test_a_verb_of_speech_makes_a_quotation(sentence, quote):
    assert facts(DAY + sentence, "quotes") == ([quote] if quote else [])


@pytest.mark.parametrize(
    ("sentence", "ordinal"),
    [
        (
            "VIGO, 5 de junio de 2015.- Doscientas pescadoras clausuraron ayer en Vigo el II "
            "Encuentro de Mujeres de la Mar, que se celebró del 2 al 4 de junio.",
            "2",
        ),
        (
            "LYON, le 5 juin 2015 – Le maire a ouvert la troisième Conférence des ports, qui a "
            "lieu à Lyon du 5 au 7 juin 2015.",
            "3",
        ),
        (
            "BONN, 5. Juni 2015 – Ministerin Anna Berg eröffnete die vierte Konferenz der Häfen, "
            "die vom 5. bis 7. Juni in Bonn stattfindet.",
            "4",
        ),
        (
            "LIMA, 5 June 2015 – The President closed the fifth Congress of Street Vendors, held "
            "in Lima from 3 to 5 June.",
            "5",
        ),
        (
            "LIMA, 5 June 2015 – The President, who attended the fifth Congress of Street "
            "Vendors, held a meeting in Lima on 3 June.",
            None,
        ),
    ],
)
def test_the_event_that_a_release_opens_or_closes_has_its_number(sentence, ordinal):
    page = f"Ports ask for a law of the sea\n\n{sentence}"
    assert facts(page, "ordinal") == ([[ordinal]] if ordinal else [])


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("Past conferences", "Ninth Lake Conference"),
        ("Previous meetings", "Workshop on Tides"),
        ("All events", "The Lake Symposium: Salt"),
    ],
)
def test_a_list_of_one_event_has_its_name_as_title(above, name):
    page = f"<h1>{above}</h1><h3>{name}</h3><p>5 May 2016, Delft</p>"
    assert facts(page, "title") == [[name]]
    assert facts(page, "dates") == [["2016-05-05"]]
    assert facts(f"{page}<h3>Lake Forum</h3><p>5 May 2015</p>", "dates") == []


@pytest.mark.parametrize(
    "above",
    [
        "Pressemitteilung Nr. 47/2018",
        "COMMUNIQUÉ DE PRESSE\n\nLimoges, le 26 mars 2019",
        "Nota de prensa 12/2018",
        "Press release 7",
    ],
)
def test_the_number_or_the_day_of_a_release_is_no_title(above):
    page = f"{above}\n\nHarbours agree on one law\n\nThe Harbour Forum was held in Lyon.\n"
    assert facts(page, "title") == [["Harbours agree on one law"]]


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("Freitag, 11. Oktober, bis Sonntag, 13. Oktober 2013", "2013-10-11/2013-10-13"),
        ("Friday, 11 October, to Sunday, 13 October 2013", "2013-10-11/2013-10-13"),
        ("vendredi 11 octobre, au dimanche 13 octobre 2013", "2013-10-11/2013-10-13"),
    ],
)
def test_a_comma_may_stand_before_the_last_day(line, dates):
    assert facts(f"Glass in the house\n\n{line}\n", "dates") == [[dates]]


@pytest.mark.parametrize(
    ("sentence", "ordinal"),
    [
        (
            "Réunis à Limoges le 25 mars 2019 pour leurs deuxièmes Assises, les maires ont voté.",
            "2",
        ),
        ("Auf dem dritten Forum für Busse haben 180 Gäste einen Takt gefordert.", "3"),
        ("At the fourth Harbour Forum ministers agreed on one law.", "4"),
        ("At the last Harbour Forum ministers agreed on one law.", None),
    ],
)
def test_the_event_at_which_the_first_sentence_takes_place_has_its_number(sentence, ordinal):
    page = f"Harbours agree on one law\n\n{sentence}\n"
    assert facts(page, "ordinal") == ([[ordinal]] if ordinal else [])


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        (
            "Dr. Losana Tui said that “a mangrove is a sea wall that feeds people”.",
            "Dr. Losana Tui",
        ),
        (
            "In her talk, Prof. Ana Lund said: “A sea wall feeds no people at all.”",
            "Prof. Ana Lund",
        ),
        (
            "Stadtplaner Dirk Hemken erklärte: „Wer um neun fährt, kommt leider zu spät.“",
            "Dirk Hemken",
        ),
    ],
)
def test_a_speaker_has_the_title_and_not_the_trade_in_the_name(sentence, speaker):
    assert [quote[-1] for quote in facts(DAY + sentence, "quotes")] == [speaker]


@pytest.mark.parametrize(
    ("title", "line", "sentence", "venue"),
    [
        (
            "Seventh session of the Forum",
            "Geneva, 27–28 November 2014",
            "The seventh session will take place in Room XVII, Palais des Nations.",
            "Room XVII, Palais des Nations, Geneva",
        ),
        (
            "Workshop on Mangroves",
            "Suva, Fiji, 28 February to 2 March 2011",
            "The workshop was held at the Lagoon Conference Centre in Suva.",
            "Lagoon Conference Centre in Suva",
        ),
        (
            "Forum on Harbours",
            "Lyon, 5 May 2016",
            "The forum was held in an old harbour of the town.",
            "Lyon",
        ),
    ],
)
def test_the_house_in_a_sentence_is_more_exact_than_the_town(title, line, sentence, venue):
    assert facts(f"{title}\n\n{line}\n\n{sentence}\n", "venue") == [[venue]]


@pytest.mark.parametrize("label", ["Title", "Titel", "Titre"])
def test_a_catalogue_has_its_title_beside_a_label(label):
    page = (
        "<title>Catalogue – Marlow Record Office</title><h2>Full record</h2><table>"
        f"<tr><th>{label}<td>Fifth Canal Conference<tr><th>Date<td>18 May 1987</table>"
    )
    assert facts(page, "title") == [["Fifth Canal Conference"]]


def test_the_street_of_structured_data_belongs_to_the_place():
    address = '{"streetAddress": "1 Tidal Way", "addressLocality": "Brack"}'
    place = f'{{"name": "Tide House", "address": {address}}}'
    data = f'{{"@type": "Event", "startDate": "2024-02-29", "location": {place}}}'
    page = f"<html><script type='application/ld+json'>{data}</script><h1>After Dark</h1>"
    assert facts(page, "venue") == [["Tide House, 1 Tidal Way, Brack"]]
