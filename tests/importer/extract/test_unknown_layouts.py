"""Members of kinds of pages that nobody had seen: releases, forms, letters and programmes."""

import pytest

from benchmarks.page_scores import facts_of
from importer.extract import read

DAY = "Living with Rivers\n\n5 May 2016\n\n"
PROSE = "Sixty planters and jurists spoke for two days about the banks of the river.\n\n"


def facts(page: str, field: str) -> list[tuple[str, ...]]:
    return sorted(rest for name, *rest in facts_of(read(page).as_json()) if name == field)


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (
            "COMUNE DI MONTESANTO\nAssessorato alla Cultura\n\nIl fiume e la città\n\n6 "
            "maggio 2011",
            "Il fiume e la città",
        ),
        (
            "La Société d’histoire du Val d’Orne\n\nvous invite à son colloque annuel\n\n"
            "« Foires et marchés »\n\nsamedi 19 octobre 2019",
            "Foires et marchés",
        ),
        (
            "NETWORK OF ESTUARY REGULATORS\n\nDRAFT AGENDA\n(version of 14 March 2011)\n\n"
            "14th Plenary Meeting of Estuary Regulators\n\nDate: 7 April 2011",
            "14th Plenary Meeting of Estuary Regulators",
        ),
        (
            "Veranstalter: Arbeitskreis Karten\nGefördert durch: Perthes-Stiftung\nPLZ: 99867\n"
            "Ort: Gotha\nVon: Ruprecht Lang\n\nLeere Flächen\n\n18. Oktober 2018",
            "Leere Flächen",
        ),
        (
            "ASSOCIATION FOR LIGHTHOUSE ENGINEERING\n\nXIth Pharos Congress\n\n"
            "Palácio da Bolsa, Porto, Portugal\n22 – 24 September 2009",
            "XIth Pharos Congress",
        ),
        (
            "Kommission für Geschichte\n\nEinladung\n\nDas Gespräch steht unter dem Thema\n\n"
            "Wirte und Gäste\n\nSamstag, 24. Oktober 1998",
            "Wirte und Gäste",
        ),
        (
            "<h1>Kreisarchiv Altmoor</h1><h2>Einladung zum Vortragsabend</h2><h3>„Moor, Torf, "
            "Klima“</h3>"
            "<p>18. April 2013</p>",
            "Moor, Torf, Klima",
        ),
        (
            "<h1>The 2007 Marchetti Memorial Lecture</h1><p>Rivers Remember</p><p>Professor "
            "Ada Obi</p>"
            "<p>24 October 2007</p>",
            "Rivers Remember",
        ),
    ],
)
def test_the_title_is_below_the_body_the_form_or_the_invitation(page, title):
    assert facts(page, "title") == [[title]]


@pytest.mark.parametrize(
    ("page", "dates"),
    [
        (
            "PRESS RELEASE\n4 November 2016\n\nMayors sign a charter\n\nThe Third Mobility "
            "Summit, held at "
            "the Armouries on 27 and 28 October, was convened by the Mobility Forum.",
            "2016-10-27/2016-10-28",
        ),
        (
            "Les villes veulent leur tramway\n\nBesançon, le 18 novembre 2019\n\nQuelque 350 "
            "élus ont participé "
            "les 14 et 15 novembre 2019 aux 8e Assises des transports.",
            "2019-11-14/2019-11-15",
        ),
        (
            "Alcaldesas reclaman fondos\n\nTapachula (México), 23 de marzo de 2018.- Treinta "
            "alcaldesas se "
            "reunieron los días 21 y 22 de marzo en el Segundo Foro de Municipios.",
            "2018-03-21/2018-03-22",
        ),
        (
            "<h1>Il Festival del Grano chiude</h1><p>Data: 24 settembre 2019</p><p>Il "
            "Festival si è svolto a "
            "Roccamora dal 20 al 22 settembre 2019.</p>",
            "2019-09-20/2019-09-22",
        ),
        (
            "<h1>Small Press Summit</h1><h3>Date and time</h3><p>Sat, Sep 21, 2019, 9:00 AM –</p>"
            "<p>Sun, Sep 22, 2019, 3:00 PM</p>",
            "2019-09-21/2019-09-22",
        ),
        (
            "Plenary Meeting\n\nDate: Thursday 7 April (13.00) – Friday 8 April 2011 (13.00)\n",
            "2011-04-07/2011-04-08",
        ),
        (
            "<h1>What we learned</h1><p>Here are our notes from three days (16–18 May 2018) "
            "of cooking.</p>",
            "2018-05-16/2018-05-18",
        ),
    ],
)
def test_the_days_of_the_event_are_not_those_of_the_release(page, dates):
    assert facts(page, "dates") == [[dates]]


@pytest.mark.parametrize(
    ("page", "venue"),
    [
        ("Venue: Old Mill\nCity: Bath\nDate: 5 May 2016\n", "Old Mill, Bath"),
        (
            "Veranstaltungsort: Bibliothek Friedenstein\nOrt: Gotha\n",
            "Bibliothek Friedenstein, Gotha",
        ),
        (
            "Geneva, 26 November 2013, Room XX, Palais des Nations\n",
            "Room XX, Palais des Nations, Geneva",
        ),
        (
            "22 mars 2013, 9h-17h30\nMaison de la Recherche, salle D 31\n",
            "Maison de la Recherche, salle D 31",
        ),
        ("5 May 2016 | 10:00 – 12:30 | Room 4B, Assembly Building\n", "Room 4B, Assembly Building"),
        (
            "5–7 June 2017\n\nForty people met at Carrow Bridge in June 2017 to talk.\n",
            "Carrow Bridge",
        ),
        (
            "Une rencontre, samedi 10 octobre 2015, à la Maison du peuple de Montceau.\n",
            "Maison du peuple de Montceau",
        ),
    ],
)
def test_a_house_is_found_with_its_town_and_beside_the_days(page, venue):
    assert facts(f"Living with Rivers\n\n{page}", "venue") == [[venue]]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("«Escavar é sempre destruir», lembrou o arqueólogo Rui Brandão na sessão.", "Rui Brandão"),
        (
            "Pour Didier Onimus, maire de Vesoul, reste l’heure : « Un bus toutes les heures, "
            "on ne le prend pas. »",
            "Didier Onimus",
        ),
        (
            "Minister Hauke Brinkama kam. „Ein Dorf ohne Laden verliert erst die Milch und "
            "dann die Leute“, sagte Brinkama.",
            "Hauke Brinkama",
        ),
    ],
)
def test_a_known_name_shows_who_speaks(sentence, speaker):
    assert [who for _, who in facts(DAY + sentence, "quotes")] == [speaker]


@pytest.mark.parametrize(
    "line",
    [
        "« Foires et marchés : le commerce avant le commerce »\n\n19 octobre 2019",
        "Le colloque « Les frontières du vote. Électeurs étrangers, électeurs absents » aura "
        "lieu en 2017.",
        "The conference “Every road is older than the country it runs through” was held in 2016.",
    ],
)
def test_the_name_of_an_event_is_no_quotation(line):
    assert facts(f"Société d’histoire\n\n{line}\n", "quotes") == []


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        (
            "Who you will hear\n\nCatrin Jones\nLecturer in Geology\n\nMartin Cole\nBus driver\n",
            [
                ["Catrin Jones", "speaker", "Lecturer in Geology"],
                ["Martin Cole", "speaker", "Bus driver"],
            ],
        ),
        (
            "Invited experts\n\n- Anna Richter, Chief Veterinary Officer\n- Peter Bishop, "
            "butcher\n",
            [
                ["Anna Richter", "speaker", "Chief Veterinary Officer"],
                ["Peter Bishop", "speaker", "butcher"],
            ],
        ),
        (
            "ore 15.00 Saluti: Marta Rinaldi, Sindaca\nore 15.30 Paola Bassi (Pavia), Mulini\n",
            [["Marta Rinaldi", "speaker", "Sindaca"], ["Paola Bassi", "speaker", ""]],
        ),
        (
            "Es sprechen die Umwelthistorikerin Dr. Silke Brandt und der Landwirt Hans Meiners.\n",
            [
                ["Dr. Silke Brandt", "speaker", "Umwelthistorikerin"],
                ["Hans Meiners", "speaker", "Landwirt"],
            ],
        ),
        ("Lars Holm, who chairs the Northern Forum, agreed.\n", []),
    ],
)
def test_people_are_read_below_headings_that_are_no_labels(lines, people):
    assert facts(DAY + PROSE + lines, "people") == sorted(people)


@pytest.mark.parametrize(
    ("sentence", "partners"),
    [
        (
            "Le colloque est organisé par l’Institut berrichon des archives, avec le soutien "
            "du Conseil général du Cher.",
            [
                ["Conseil général du Cher", "supporter", ""],
                ["Institut berrichon des archives", "organiser", ""],
            ],
        ),
        (
            "The conference is held with a grant from the Quarry Charity.",
            [["Quarry Charity", "funder", ""]],
        ),
        ("De dag wordt georganiseerd met de steun van de Vlaamse Commissie.", []),
    ],
)
def test_more_forms_of_partners_are_read(sentence, partners):
    assert facts(DAY + sentence, "partners") == partners


@pytest.mark.parametrize(
    ("page", "field", "value"),
    [
        (
            "<html><head><title>The Hedge Priest: Ruins in the Rain</title></head><body>"
            "<h1>The Hedge Priest</h1><p>Notes on chapels</p>"
            "<h3 class='entry-title'>Ruins in the Rain</h3><p>16 May 2009</p></body></html>",
            "title",
            "Ruins in the Rain",
        ),
        (
            "LES MARDIS\ncycle de conférences\n\nLa tisane et le poison\n\n"
            "par Claire Roy, historienne",
            "title",
            "La tisane et le poison",
        ),
        (
            "A symposium\n\nNew date: October 7, 2021. (It was planned for April 2, 2020.)\n",
            "dates",
            "2021-10-07",
        ),
        (
            "<h1>Schnee und Spur</h1>"
            "<h2>Fachtagung vom Freitag, 21., und Samstag, 22. Januar 2011</h2>",
            "dates",
            "2011-01-21/2011-01-22",
        ),
        (
            "Salt Prints\n\nJoin us on Friday, 11 October 2013 in the Net Loft, Newlyn.",
            "dates",
            "2013-10-11",
        ),
        (
            "Lights\n\nMontevideo, 8-9 October 2012\n\n"
            "The conference had guests from all countries of the south. It took\n"
            "place at the Ateneo Obrero, Montevideo.",
            "venue",
            "Ateneo Obrero, Montevideo",
        ),
        ("Terugblik: 12e Nationale Dijkendag\n\n23 mei 2014\n", "ordinal", "12"),
    ],
)
def test_posts_posters_and_wrapped_lines_are_read(page, field, value):
    assert facts(page, field) == [[value]]


def test_a_quotation_that_is_printed_twice_counts_once_and_with_its_speaker():
    quotation = "A bridge that never moves is a bridge that is about to break"
    page = f"{DAY}“{quotation},” said Ana Lund, engineer.\n\n{PROSE}“{quotation}.”\n"
    assert facts(page, "quotes") == [[quotation, "Ana Lund"]]


def test_the_title_of_a_talk_is_no_quotation_of_its_speaker():
    page = f"{DAY}«El piano que escuchaba una vez a todos sus amigos», por Ana Roy, afinadora\n"
    assert facts(page, "quotes") == []
