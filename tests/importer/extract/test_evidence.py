"""What the reader decides by several signs, and of what it is sure."""

import pytest

from benchmarks.page_scores import SURE, facts_of
from importer.extract import read
from importer.review import presentation

PROSE = "<p>Sixty planters and jurists spoke for two days about the banks of the river.</p>"
TEXT = "\n\nSixty planters and jurists spoke for two days about the banks of the river.\n\n"


def facts(page: str, field: str) -> list[tuple[str, ...]]:
    return sorted(tuple(rest) for name, *rest in facts_of(read(page).as_json()) if name == field)


def value_of(page: str, field: str) -> str | None:
    facts = facts_of(read(page).as_json())
    return next((rest[0] for name, *rest in facts if name == field), None)


def confidence_of(page: str, field: str) -> float:
    spans = read(page).as_json()["spans"]
    return next(span["confidence"] for span in spans if span["path"] == f"/{field}")


def test_the_benchmark_calls_sure_what_a_review_keeps():
    assert presentation.SURE == SURE


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (
            "<title>Presse: Almgipfel fordert Fonds - Verband der Almbauern</title>"
            "<a>Verband der Almbauern Lungau</a><p>Montag, 10. September 2018</p>"
            f"<h1>Fünfter Almgipfel fordert einen Fonds</h1>{PROSE}"
            "<p>Der Almgipfel wurde vom Verband der Almbauern Lungau veranstaltet.</p>",
            "Fünfter Almgipfel fordert einen Fonds",
        ),
        (
            "<title>Institut für Volkskunde - Tagungen</title><h3>Internationale Tagung</h3>"
            f"<h2>Das Gerücht. Erzählen ohne Erzähler</h2><p>25. Juni 2009 in Koblenz</p>{PROSE}",
            "Das Gerücht. Erzählen ohne Erzähler",
        ),
        (
            "<title>Veranstaltungen - Landeszentrale für Demokratie Moselgau</title>"
            "<h1>Landeszentrale für Demokratie Moselgau</h1><h2>Jugend streitet: Wahl mit 16?</h2>"
            f"<p>8. November 2016</p>{PROSE}",
            "Jugend streitet: Wahl mit 16?",
        ),
        (
            "<title>Workshop on Cold Stars (5-7 February 2018): Overview · Indico</title>"
            f"<p>Create event</p><p>Workshop on Cold Stars</p><p>5-7 February 2018</p>{PROSE}",
            "Workshop on Cold Stars",
        ),
        (
            f"Lake Dialogues\n\nReport BD/217\n\nThe ethics of sanctions\n\n7 May 2018{TEXT}",
            "The ethics of sanctions",
        ),
    ],
)
def test_a_title_with_hardly_a_sign_gives_way_and_is_only_likely(page, title):
    assert value_of(page, "title") == title
    assert confidence_of(page, "title") < SURE


@pytest.mark.parametrize(
    "page",
    [
        f"<title>Living with Rivers | Lake House</title><h1>Living with Rivers</h1>{PROSE}",
        f"<title>Lake House</title><h1>Conference on rivers</h1><p>5 May 2016</p>{PROSE}",
        f"Conference on rivers\n\n5 May 2016{TEXT}",
    ],
)
def test_a_title_with_the_most_signs_is_sure(page):
    assert confidence_of(page, "title") >= SURE


@pytest.mark.parametrize(
    ("page", "dates"),
    [
        (
            "The Society of Puppets\n\nThe Society was founded on 4 May 1967 by seven people. We "
            "invite members to a symposium at the Museum of Strings, Bath, on Saturday 6 May 2017.",
            "2017-05-06",
        ),
        (
            "Salt and Sugar\n\nOn 3 March 2010 the law on salt was signed. Join us on Friday "
            "8 October 2010, 4.30 pm, to hear who paid for it.",
            "2010-10-08",
        ),
        (
            "Wirte und Gäste\n\nBremerhaven, im August 1998\n\nDas Gespräch findet am Samstag, dem "
            "24. Oktober 1998, 10.00 Uhr, im Haus am Ufer statt.",
            "1998-10-24",
        ),
        (
            "Notice: change of date\n\nThe tenth Estuary Dialogue, planned for 4 and 5 May 2010, "
            "will now take place on 20 and 21 September 2010 at Kelp House, Halm.",
            "2010-09-20/2010-09-21",
        ),
    ],
)
def test_a_date_is_known_by_its_signs_where_no_rule_reads_it(page, dates):
    assert value_of(page, "dates") == dates


@pytest.mark.parametrize(
    ("teaser", "name"),
    [("15/08/2016", "Beca de crónica"), ("12 June 2016", "“I was born”"), ("1 April 2016", "Call")],
)
def test_the_dates_of_teasers_make_no_page_of_several_events(teaser, name):
    page = (
        "<h1>Ending Statelessness at Birth</h1><p>20 and 21 September 2016 · Kathmandu, Nepal</p>"
        f"{PROSE}<section><h2>Latest</h2><h3>{name}</h3><p>{teaser}</p><h3>Report</h3>"
        "<p>30 May 2016</p></section>"
    )
    assert value_of(page, "dates") == "2016-09-20/2016-09-21"
    assert value_of(page, "venue") == "Kathmandu, Nepal"


@pytest.mark.parametrize(
    ("programme", "dates"),
    [
        ("Friday 9 September\n\nWelcome\n\nSaturday 10 September", "2022-09-09/2022-09-10"),
        ("Freitag, 9. September\n\nAnfang\n\nSamstag, 10. September", "2022-09-09/2022-09-10"),
        ("Vendredi 9 septembre\n\nAccueil\n\nSamedi 10 septembre", "2022-09-09/2022-09-10"),
    ],
)
def test_the_days_of_a_programme_take_the_year_that_fits_them(programme, dates):
    assert value_of(f"The Keepers of Code 2022\n\n{programme}\n\nEnd\n", "dates") == dates


@pytest.mark.parametrize(
    "day", ["Thursday 9 September", "Samstag, 9. September", "Jeudi 9 septembre"]
)
def test_a_day_with_the_wrong_weekday_takes_no_year(day):
    assert value_of(f"The Keepers of Code 2022\n\n{day}\n\nWelcome\n", "dates") is None


@pytest.mark.parametrize(
    ("page", "venue"),
    [
        (
            "<h1>Contar después de la guerra</h1><p>Martes 20 de septiembre de 2016</p>"
            f"<p>Claustro de San Jerónimo, Mompox</p>{PROSE}",
            "Claustro de San Jerónimo, Mompox",
        ),
        (
            "<h1>Der Almgipfel</h1><p>Am 6. September 2018 trafen sich die Bauern zur fünften "
            "Tagung im Kulturstadl Bregenz.</p>",
            "Kulturstadl Bregenz",
        ),
        (
            "<h1>Safe schools</h1><p>Event | Date: 13.05.2019 – 14.05.2019 | Place: N’Djamena</p>"
            f"{PROSE}",
            "N’Djamena",
        ),
    ],
)
def test_the_place_is_close_to_the_days(page, venue):
    assert value_of(page, "venue") == venue


@pytest.mark.parametrize(
    "below", ["Ana Lund, Director", "Lake Trust, Mompox", "Workshop, second day"]
)
def test_a_person_a_body_or_an_event_below_the_days_is_no_place(below):
    assert value_of(f"<h1>Salt</h1><p>20 September 2016</p><p>{below}</p>{PROSE}", "venue") is None


PROGRAMME = (
    "THE CLERK AND THE CROWD\n\nThursday 20th May 2010\n\n"
    " 9.30   Registration and coffee\n{}\n12.30   Conference closes\n"
)


@pytest.mark.parametrize(
    ("line", "person"),
    [
        (
            "10.00   Welcome           Cllr Mrs Blodwen Rhydderch, Mayor of Lund",
            ("Cllr Mrs Blodwen Rhydderch", "speaker", "Mayor of Lund"),
        ),
        ("14.30   Discussion        Chairman: Mr Basil Heth", ("Mr Basil Heth", "chair", "")),
        ("11.00   Closing address   Sir Denholm Frayne", ("Sir Denholm Frayne", "speaker", "")),
    ],
)
def test_the_columns_of_a_programme_are_lines_of_their_own(line, person):
    assert facts(PROGRAMME.format(line), "people") == [person]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "Participarán Yadira Montes de Oca, editora de La Ribera; y Fabio Quiñónez, cronista.",
            {"Yadira Montes de Oca", "Fabio Quiñónez"},
        ),
        (
            "Avec notamment Fabienne Ravanel, maire de Besse, et Luigi Perrachon, berger.",
            {"Fabienne Ravanel", "Luigi Perrachon"},
        ),
        (
            "Among the speakers are Orla McGill, Depot Manager, and Andreas Heller, Director.",
            {"Orla McGill", "Andreas Heller"},
        ),
    ],
)
def test_a_sentence_lists_those_who_take_part(sentence, names):
    people = facts(f"Living with Rivers\n\n5 May 2016\n\n{sentence}\n", "people")
    assert {name for name, *_ in people} == names


@pytest.mark.parametrize(
    "line",
    [
        "Mesa 1. Modera: Edwin Condori",
        "Panel 2. Moderator: Ana Lund",
        "Forum. Moderation: Mia Berg",
    ],
)
def test_who_leads_a_session_does_not_speak_by_the_same_words(line):
    page = f"THE CLERK AND THE CROWD\n\n20 May 2010\n\n9.30 Registration\n11.00 {line}\n"
    assert [capacity for _, capacity, _ in facts(page, "people")] == ["moderator"]


@pytest.mark.parametrize(
    ("sentence", "partner"),
    [
        (
            "The Deepwater Recovery Fund sponsored the roundtable.",
            ("Deepwater Recovery Fund", "sponsor", ""),
        ),
        ("Die Stiftung Erde fördert und finanziert die Tagung.", None),
        (
            "We thank the Lake Trust for sponsoring the conference.",
            ("Lake Trust", "sponsor", ""),
        ),
        (
            "Das Forum wird von der Raiffeisenkasse Tauern gesponsert.",
            ("Raiffeisenkasse Tauern", "sponsor", ""),
        ),
    ],
)
def test_a_body_is_a_partner_by_what_it_does_for_the_event(sentence, partner):
    partners = facts(f"Living with Rivers\n\n5 May 2016\n\n{sentence}\n", "partners")
    assert partners == ([partner] if partner else [])


@pytest.mark.parametrize(
    "behind", ["", " — from our 2018 report", " recita un proverbio chioggiotto del Cinquecento."]
)
def test_a_quotation_that_nobody_says_is_only_likely(behind):
    quote = "“Jail is where we put the problems that we have stopped naming.”"
    page = f"<h1>Salt</h1><p>20 September 2016</p>{PROSE}<p>{quote}{behind}</p>"
    assert confidence_of(page, "quotes/0") < SURE


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Darnell Hutch", "Renata Oliphant"),
        ("Dr Ana Lund", "Piet Roos"),
        ("Mia Berg", "Jorge Pinto"),
    ],
)
def test_names_above_texts_that_begin_with_them_are_speakers(first, second):
    bios = "".join(
        f"<h4>{name}</h4><p>{' '.join(name.split()[-2:])} directs a programme that began in 2012 "
        "with two people and a van, and now works in six towns.</p>"
        for name in (first, second)
    )
    page = f"<h1>Living with Rivers</h1><p>5 May 2016</p>{PROSE}{bios}"
    assert [name for name, *_ in facts(page, "people")] == sorted([first, second])


@pytest.mark.parametrize("body", ["Falls Road", "Lake House", "Port Authority of Halm"])
def test_a_body_behind_an_office_does_not_end_the_list_of_speakers(body):
    sentence = f"Among the speakers are Orla McGill, Depot Manager, {body}, and Ana Lund, Director."
    people = facts(f"Living with Rivers\n\n5 May 2016\n\n{sentence}\n", "people")
    assert [name for name, *_ in people] == ["Ana Lund", "Orla McGill"]
