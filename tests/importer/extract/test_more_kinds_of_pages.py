"""The facts of invitations, reports, old pages and programmes, exactly those that they state."""

import pytest

from tests.importer.extract.test_kinds_of_pages import gives

CASES = {
    "who invites, and what to": (
        "The Trustees of the Lake Trust\n\nrequest the pleasure of your company at\n\nTHE "
        'NINTH LAKE LECTURE\n\n"Bread, Salt and Borders"\n\nby\n\nDr Leila Haddad\n\non '
        "Wednesday, 6 November 2002\n\nin the Council Chamber, Guildhall, Exeter\n",
        {
            "title": "Bread, Salt and Borders",
            "ordinal": 9,
            "venue": "Council Chamber, Guildhall, Exeter",
            "people": [["Dr Leila Haddad", "speaker", None]],
        },
    ),
    "a paper in a series, and where it was held": (
        "Lake Papers No. 14\n\nDeltas in Distress: Five Rivers\n\nReport of a conference "
        "held at Hotel Majestic, Hanoi\nfrom 11 to 13 November 2008\n",
        {"title": "Deltas in Distress: Five Rivers", "venue": "Hotel Majestic, Hanoi"},
    ),
    "a foundation above the title in German": (
        "Stiftung Niederrhein\nTagungsprogramm\n\nVom Deich zum Daten\xadstrom\n\n23.\u201324. "
        "September 2021\n\n14.00 Uhr Begrüßung\n\nLandrätin Ingrid Vennemann\n\n15.00 Uhr "
        "Ende\n",
        {
            "title": "Vom Deich zum Datenstrom",
            "people": [["Ingrid Vennemann", "speaker", "Landrätin"]],
        },
    ),
    "headings of an old page": (
        "<b>BALTIC SOCIETY FOR ARCHAEOLOGY</b><p><font size=5>7th Annual "
        "Meeting</font><p><font size=5>Wrecks, Harbours, Laws</font><p>Visby, "
        "Gotland<br>May 22-25, 1997",
        {"title": "Wrecks, Harbours, Laws", "ordinal": 7, "venue": "Visby, Gotland"},
    ),
    "the days below labels": (
        "<h1>Beam Diagnostics</h1><table><tr><td>from<td>05 September 2007 "
        "(09:00)<tr><td>to<td>07 September 2007 (17:00)<tr><td>at<td>Kolkata (Hall "
        "1)</table>",
        {"dates": "2007-09-05/2007-09-07", "venue": "Kolkata (Hall 1)"},
    ),
    "the head of the page names the title and a museum": (
        "<title>Study day: Old Maps of Pavia - State Archive of Pavia</title><h1>Old Maps "
        "of Pavia</h1><p>24 November 2017</p><p>State Archive of Pavia, Map Room</p>",
        {"title": "Old Maps of Pavia", "venue": "State Archive of Pavia, Map Room"},
    ),
    "names below a heading": (
        "<h1>Towns After Coal</h1><h2>Our speakers</h2><h4>Professor Gwen "
        "Pugh</h4><p>Chair in Labour History, University of Clun</p><h4>Jean-Luc "
        "Vanden</h4><p>Mayor of Charbonville</p>",
        {
            "people": [
                ["Professor Gwen Pugh", "speaker", "Chair in Labour History"],
                ["Jean-Luc Vanden", "speaker", "Mayor of Charbonville"],
            ]
        },
    ),
    "titles with a full stop in a sentence": (
        "Rivers and the Law\n\n12 May 2016\n\nThe opening session was chaired by H.E. Mme "
        "Akouvi Lawson, Minister of Labour. Statements were delivered by Mr. Kwame Osei, "
        "Regional Director, and Ms. Fatima Aziz. Ms. Ana Khoza served as rapporteur.\n",
        {
            "people": [
                ["H.E. Mme Akouvi Lawson", "chair", "Minister of Labour"],
                ["Mr. Kwame Osei", "speaker", "Regional Director"],
                ["Ms. Fatima Aziz", "speaker", None],
                ["Ms. Ana Khoza", "rapporteur", None],
            ]
        },
    ),
    "people between semicolons, and behind a talk in quotes": (
        "Rivers and the Law\n\n12 May 2016\n\n10:00 Who signs?\n\nNana Oforiatta-Danso; "
        "Wulf Köpernick; chair: Aminata Cissé\n\n11:00 «Las carboneras», Montserrat "
        "Garnacho\n",
        {
            "people": [
                ["Nana Oforiatta-Danso", "speaker", None],
                ["Wulf Köpernick", "speaker", None],
                ["Aminata Cissé", "chair", None],
                ["Montserrat Garnacho", "speaker", None],
            ]
        },
    ),
    "bodies joined by a word of Spanish": (
        "Rivers and the Law\n\n12 May 2016\n\nOrganiza: Museo Minero de Asturias y "
        "Asociación de Amigas del Pozo\n",
        {
            "partners": [
                ["Museo Minero de Asturias", "organiser", None],
                ["Asociación de Amigas del Pozo", "organiser", None],
            ]
        },
    ),
    "last week": (
        "What we heard\n\nLast week sixty people met in Lyon for Makers of Trust, our "
        "third gathering. We were hosted by the Faculty of Letters.\n",
        {"ordinal": 3, "venue": "Lyon", "partners": [["Faculty of Letters", "host", None]]},
    ),
    "news of a university": (
        "University of Tarnbrook\n\nNews\n\nConference marks 50 years of the Survey\n\n"
        "12 May 2011\n\n"
        "Linguists came to Tarnbrook on 6 and 7 May 2011 for a conference on the Survey.\n\n"
        "Speakers included Professor Dafydd ap Rhys and the broadcaster Wilf Entwistle.\n",
        {
            "title": "Conference marks 50 years of the Survey",
            "dates": "2011-05-06/2011-05-07",
            "people": [
                ["Professor Dafydd ap Rhys", "speaker", None],
                ["Wilf Entwistle", "speaker", "broadcaster"],
            ],
        },
    ),
    "a press release in Italian": (
        "COMUNICATO STAMPA\n\nI porti del mare\n\nTrieste, 3 ottobre 2018 – Si è tenuto oggi a "
        "Trieste il quarto Forum dei porti, organizzato dall'Autorità del Mare Nord.\n\n«Un porto "
        "non è un muro, è una porta», ha detto Zeno D'Alessio.\n",
        {
            "ordinal": 4,
            "dates": "2018-10-03",
            "venue": "Trieste",
            "partners": [["Autorità del Mare Nord", "organiser", None]],
            "quotes": [["Un porto non è un muro, è una porta", "Zeno D'Alessio"]],
        },
    ),
    "sessions with chairs and without times": (
        "<h1>Peatlands</h1><p>Tullamore Court Hotel<br>Friday, 10 November 1995</p>"
        "<p>Morning session - Chairman: Mr. Fergus Daly</p>"
        "<ul><li>Dr. Ann Connell - What is left</li></ul>"
        "<p>Session 1: Lenses (Chair: Mr Paul Treg)</p><p>Sponsored by Bord Fuel plc</p>",
        {
            "venue": "Tullamore Court Hotel",
            "partners": [["Bord Fuel plc", "sponsor", None]],
            "people": [
                ["Mr. Fergus Daly", "chair", None],
                ["Dr. Ann Connell", "speaker", None],
                ["Mr Paul Treg", "chair", None],
            ],
        },
    ),
    "who speaks, in a German sentence": (
        "Saatgut\n\n14. November 2015\n\nDarüber sprechen die Ärztin Dr. Gudrun Eibl und der Bauer "
        "Sepp Daxen. Es moderiert Amelie Thoma.\n",
        {
            "people": [
                ["Dr. Gudrun Eibl", "speaker", "Ärztin"],
                ["Sepp Daxen", "speaker", "Bauer"],
                ["Amelie Thoma", "moderator", None],
            ]
        },
    ),
    "a motto below a congress in capitals": (
        'IX CONGRESO NACIONAL DE BIBLIOTECAS RURALES\n\n"Leer a la intemperie"\n\n'
        "5 de junio de 2019\n",
        {"title": "Leer a la intemperie", "ordinal": 9, "dates": "2019-06-05"},
    ),
    "a body with the noun of an office, and a place with online": (
        "<h1>Islands</h1><p>27 June 2023 | 15:00–17:30 CEST | Brussels and online</p>"
        "<p>Moderator: Ms. Losana Tui, Oceans Justice Initiative</p><h2>Speakers included</h2>"
        "<ul><li>Baroness Northgate</li></ul>",
        {
            "venue": "Brussels",
            "people": [
                ["Ms. Losana Tui", "moderator", None],
                ["Baroness Northgate", "speaker", None],
            ],
        },
    ),
    "the owner above a title with a code": (
        "Harrow Park\n\nSanctions and food: trade (HP1477)\n\n7 June 2016\n",
        {"title": "Sanctions and food: trade", "code": "HP1477"},
    ),
    "months in short, and a legal form in a sentence": (
        "NEWS RELEASE\n\nMayors sign pact\n\nHILO, Nov. 3, 2016 – The Sixth Harbours Conference "
        "ended here today. The conference, held Nov. 1-3, 2016, was "
        "sponsored by Oceania Freight Inc. "
        "and the Mauna Trust.\n",
        {
            "title": "Mayors sign pact",
            "ordinal": 6,
            "dates": "2016-11-01/2016-11-03",
            "partners": [
                ["Oceania Freight Inc.", "sponsor", None],
                ["Mauna Trust", "sponsor", None],
            ],
        },
    ),
    "the site's name as the first heading": (
        "<title>Trust in Tap Water | Wells and Company Foundation</title>"
        "<h1>Wells and Company Foundation</h1>"
        "<h2>Trust in Tap Water</h2><p>8 May 2018, Old Pump Room, Bath</p>",
        {"title": "Trust in Tap Water", "venue": "Old Pump Room, Bath"},
    ),
    "Dutch hours, and no place but online": (
        "Kloosters\n\n5 november 2016\n\nLugar: en línea\n\n10.15 uur Prof. dr. Koen de Wit: Wat "
        "bleef\n\n11.30 uur Drs. Ingrid van Neer - Kaarten\n",
        {
            "venue": None,
            "people": [
                ["Prof. dr. Koen de Wit", "speaker", None],
                ["Drs. Ingrid van Neer", "speaker", None],
            ],
        },
    ),
    "the university of a speaker": (
        "Historia oral\n\n21 de abril de 2021\n\nPonente: Dra. Yolanda Capote, Universidad de Las "
        "Villas\n",
        {"people": [["Dra. Yolanda Capote", "speaker", None]]},
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_a_page_gives_its_facts_and_no_others(kind):
    assert gives(*CASES[kind])
