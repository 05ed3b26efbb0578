"""The facts of pages in more layouts and languages, exactly those that the page states."""

import pytest

from benchmarks.page_scores import facts_of
from importer.extract import read

TITLE = "Rivers and the Law\n\n12 May 2016\n\n"
CARDS = "".join(
    f"<div class=card><div>{name}</div><div>{office}</div></div>"
    for name, office in (("Park Ji-woo", "Co-founder, Tide Lab"), ("Yusuf al-Khatib", "Director"))
)
MICRODATA = (
    "<div itemscope itemtype='http://schema.org/Event'><h1 itemprop=name>Measuring Trust</h1>"
    "<meta itemprop=startDate content=2015-10-20><div itemprop=organizer itemscope>"
    "<span itemprop=name>Institute of Statistics</span></div>"
    "<div itemprop=performer itemscope><b itemprop=name>Dr Ana Lund</b>, "
    "<i itemprop=jobTitle>Statistician</i></div></div>"
)
QUOTED = "The ice has no lawyer, so we choose with care who speaks for it"

CASES = {
    "Italian": (
        "XI Convegno nazionale\nLe isole minori e il futuro\n\nVentotene, 28-30 settembre 2017\n\n"
        "Promosso da: Associazione Mare Nostro\nCon il contributo della Fondazione Tirreno\n\n"
        "Relatori\nProf. Giancarlo De Angelis, Università di Salerno\n"
        "Dott.ssa Maria Grazia Lo Presti, Sindaca\n\nModera Paola Degl'Innocenti\n",
        {
            "title": "Le isole minori e il futuro",
            "ordinal": 11,
            "dates": "2017-09-28/2017-09-30",
            "venue": "Ventotene",
            "partners": [
                ["Associazione Mare Nostro", "organiser", None],
                ["Fondazione Tirreno", "supporter", None],
            ],
            "people": [
                ["Prof. Giancarlo De Angelis", "speaker", None],
                ["Dott.ssa Maria Grazia Lo Presti", "speaker", "Sindaca"],
                ["Paola Degl'Innocenti", "moderator", None],
            ],
        },
    ),
    "Portuguese": (
        "3.º Encontro Ibérico de Arquivos\n\nData: 22 e 23 de maio de 2019\nLocal: Évora\n\n"
        "Apoio: Câmara Municipal de Évora; Fundação Alentejo\n\n"
        "Moderação: Rui Sampaio dos Santos\n",
        {
            "ordinal": 3,
            "dates": "2019-05-22/2019-05-23",
            "venue": "Évora",
            "partners": [
                ["Câmara Municipal de Évora", "supporter", None],
                ["Fundação Alentejo", "supporter", None],
            ],
            "people": [["Rui Sampaio dos Santos", "moderator", None]],
        },
    ),
    "Dutch": (
        "Symposium Water in de wijk\n\nDonderdag 8 oktober 2020, 13.00 uur\n\nLocatie: Delft\n\n"
        "Georganiseerd door Stichting Stadswater in samenwerking met de Gemeente Delft en het "
        "Waterschap Rijnoever.\n\nDagvoorzitter: Fatima el Idrissi\n",
        {
            "dates": "2020-10-08",
            "venue": "Delft",
            "partners": [
                ["Stichting Stadswater", "organiser", None],
                ["Gemeente Delft", "partner", None],
                ["Waterschap Rijnoever", "partner", None],
            ],
            "people": [["Fatima el Idrissi", "chair", None]],
        },
    ),
    "French, in sentences": (
        "Lire en prison\n\nMardi 17 mars 2015\n\nUne rencontre proposée par l’association Pages "
        "Ouvertes.\n\nAvec Nadia Ben Salem, bibliothécaire, et Louise N’Diaye, écrivaine.\n",
        {
            "partners": [["Pages Ouvertes", "organiser", None]],
            "people": [
                ["Nadia Ben Salem", "speaker", "bibliothécaire"],
                ["Louise N’Diaye", "speaker", "écrivaine"],
            ],
        },
    ),
    "a town and a house in French": (
        "Les ruines\n\nRouen, du 6 au 8 mai 2014\nCité du design, salle de conférences\n",
        {"venue": "Cité du design, salle de conférences, Rouen"},
    ),
    "edition, dates and place in one line": (
        "<p>4th edition · 20–21 September 2023 · Tallinn</p><h1>Digital Commons Day</h1>",
        {"ordinal": 4, "dates": "2023-09-20/2023-09-21", "venue": "Tallinn"},
    ),
    "headings below the title": (
        "<h1>Rights of Coasts</h1><h2>Second Nordic Symposium</h2><h2>Geneva, 21 May 2016</h2>"
        "<h2>Room XVIII, Palais des Nations</h2>",
        {
            "ordinal": 2,
            "dates": "2016-05-21",
            "venue": "Room XVIII, Palais des Nations, Geneva",
        },
    ),
    "a dateline has the year": (
        "Harbours share forecasts\n\nDELFT, 18 September 2019 – Mayors met in Delft on 16 and 17 "
        "September for the fifth Harbour Cities Summit.\n",
        {"ordinal": 5, "dates": "2019-09-16/2019-09-17", "venue": "Delft"},
    ),
    "bodies that held it": (
        "Grain corridors\n\nOn 24 May 2022, the Black Sea Centre and the Chamber of Shipping held "
        "a roundtable in Bucharest. Speakers included Mr. Emre Kara, Ambassador of Chad; and Mr. "
        "Radu Pop.\n",
        {
            "dates": "2022-05-24",
            "partners": [
                ["Black Sea Centre", "co-organiser", None],
                ["Chamber of Shipping", "co-organiser", None],
            ],
            "people": [
                ["Mr. Emre Kara", "speaker", "Ambassador of Chad"],
                ["Mr. Radu Pop", "speaker", None],
            ],
        },
    ),
    "cards, and a legal form": (
        f"<h1>Tides</h1><h2>Speakers</h2>{CARDS}<h2>Sponsors</h2><div>Hansa Cloud d.o.o.</div>",
        {
            "partners": [["Hansa Cloud d.o.o.", "sponsor", None]],
            "people": [
                ["Park Ji-woo", "speaker", "Co-founder"],
                ["Yusuf al-Khatib", "speaker", "Director"],
            ],
        },
    ),
    "a title that goes on below a preposition": (
        "Fourth International Conference on\nRural Broadband\n\n8 April 2013\n\nConvened by the\n"
        "Telecoms Forum (TF)\n",
        {
            "title": "Fourth International Conference on Rural Broadband",
            "partners": [["Telecoms Forum (TF)", "organiser", None]],
        },
    ),
    "a lecture and what it is on": (
        "The Hutton Lecture 2009\n\nLaw After Empire\n\ngiven by\nJustice Ama Asante\n",
        {"title": "Law After Empire", "people": [["Justice Ama Asante", "speaker", None]]},
    ),
    "a person behind the title of a talk": (
        f"{TITLE}10:00 The cable nobody read. Dr Ana Lund, Porto\n\n"
        "11:00 Who may? Chair: Mia Berg\n",
        {"people": [["Dr Ana Lund", "speaker", None], ["Mia Berg", "chair", None]]},
    ),
    "she said": (
        f"{TITLE}Ambassador Ana Lund opened the meeting. “{QUOTED},” she said. “That will not "
        "change.” In her keynote speech Professor Eva Roos argued for maps.\n",
        {
            "quotes": [[QUOTED, "Ana Lund"], ["That will not change.", "Ana Lund"]],
            "people": [
                ["Ana Lund", "speaker", "Ambassador"],
                ["Professor Eva Roos", "speaker", None],
            ],
        },
    ),
    "microdata": (
        MICRODATA,
        {
            "dates": "2015-10-20",
            "partners": [["Institute of Statistics", "organiser", None]],
            "people": [["Dr Ana Lund", "speaker", "Statistician"]],
        },
    ),
    "an author and a rubric behind the date": (
        f"{TITLE}12 May 2016 | Admin\n\nOld maps were looked at. All of them were old.\n",
        {"dates": "2016-05-12", "venue": None},
    ),
    "a rubric before the date": (
        f"{TITLE}Photos | 12 May 2016\n\nOld maps were looked at. All of them were old.\n",
        {"dates": "2016-05-12", "venue": None},
    ),
    "a day of the week behind the date": (
        f"{TITLE}12 May 2016, Thursday\n\nOld maps were looked at. All of them were old.\n",
        {"dates": "2016-05-12", "venue": None},
    ),
    "microdata that a program has filled in": (
        MICRODATA.replace("Institute of Statistics", "admin"),
        {"partners": []},
    ),
    "a sentence about a loss": (
        f"{TITLE}With Ana Lund, the lake lost its keeper, and the town mourned.\n",
        {"people": []},
    ),
    "a code that begins with I beside a bar": (
        "Ice and Law\n\nReykjavik | 24–26 January 2011 | IPA1104\n",
        {"code": "IPA1104", "dates": "2011-01-24/2011-01-26", "venue": "Reykjavik"},
    ),
}  # fmt: skip


def gives(page: str, truth: dict) -> bool:
    """Whether the page gives the values of the truth, and no others for these fields."""
    facts = facts_of(read(page).as_json())
    return {fact for fact in facts if fact[0] in truth} == {*facts_of(truth)}


@pytest.mark.parametrize("kind", CASES)
def test_a_page_gives_its_facts_and_no_others(kind):
    assert gives(*CASES[kind])
