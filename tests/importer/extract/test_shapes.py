"""The layouts of pages of other organisations, in invented words."""

import pytest

from importer.extract import UnreadablePage, read

PROSE = "The meeting looked at rivers from all the sides that a river has."


def values(page: str | bytes) -> dict:
    return read(page).as_json()


@pytest.mark.parametrize(
    "above",
    ["12 March 2020 - 14 March 2020", "Event information", "27th session of the Water Council"],
)
def test_the_title_is_below_what_kind_of_page_it_is_and_when(above):
    title = "Which way is north and is the north still best? What do the maps of today mean for it?"
    event = values(f"{above}\n\n{title}\n\nChair: Mr Jan Peeters\n\n{PROSE}")
    assert event["title"] == title
    assert [(person["name"], person["capacity"]) for person in event["people"]] == [
        ("Mr Jan Peeters", "chair")
    ]


def test_a_post_that_announces_an_event_gives_the_event():
    event = values(
        f"Water day: what remains\n\nBy press office\n\n{PROSE}\n\nWho owns a river?\n\n"
        "Thursday 26-Saturday 28 January 2012 (QX1154)\n\nThis meeting is part of a series of Lake"
        " House water meetings organised since 2005 with generous sponsorship from the Norwegian"
        " and Swiss governments. The latest meeting in this series occurred in January 2011."
    )
    assert (event["title"], event["code"]) == ("Who owns a river?", "QX1154")
    assert (event["dates"]["start"], event["dates"]["end"]) == ("2012-01-26", "2012-01-28")
    assert [partner["role"] for partner in event["partners"]] == ["sponsor", "sponsor"]
    assert event["headings"] == ["Water day: what remains"]


def test_the_day_a_post_was_written_is_not_the_event_s():
    above = f"Our rivers\n\n10 December, 2015\n\n{PROSE}"
    assert (
        values(f"{above}\n\nWho owns a river?\n13–15 January 2016 | QX1442")["dates"]["start"]
        == "2016-01-13"
    )


@pytest.mark.parametrize(
    "line", ["Concept note (as of 29 February 2016)", "Abstracts due 3 May 2016", "By 3 May 2016"]
)
def test_other_days_on_a_page_are_not_the_event_s(line):
    assert values(f"A talk on rivers\n\n{line}\n\n{PROSE}")["dates"]["start"] is None


def test_a_day_of_writing_gives_the_year_of_an_event_that_meets_on_another_day():
    above = "Notice of a meeting on rivers\n\nMedia note\nMay 5, 2014\n\n"
    event = values(f"{above}The meeting will be held on Thursday, May 8 in the hall by the lake.")
    assert event["dates"]["start"] == "2014-05-08"
    hours = values(f"{above.replace('2014', '2014, 15:00')}The last talk is held on May 8 in Bern.")
    assert hours["dates"]["start"] == "2014-05-05"


def test_a_line_may_end_with_its_hours():
    event = values(f"A talk on rivers\n\n21 August, 2025 | 10:30 a.m. – 1:00 p.m.\n\n{PROSE}")
    assert event["dates"]["start"] == "2025-08-21"


def test_two_labelled_dates_are_two_events():
    page = f"Our talks\n\nWhen: 21 February 2020\n\n{PROSE}\n\nWhen: 23 October 2019"
    assert values(page)["dates"]["start"] is None


def test_a_public_part_does_not_make_an_event_public():
    page = f"A talk on rivers\n\nThe main public event will take place on the first day. {PROSE}"
    assert values(page)["access"] is None


def test_the_days_of_a_programme_are_within_the_event_s():
    event = values(
        "A talk on rivers (QX12)\n\n3–5 June 2019\n\n"
        f"Monday 3 June 2019\n\n{PROSE}\n\nTuesday 4 June 2019\n\n{PROSE}"
    )
    assert (event["code"], event["dates"]["end"]) == ("QX12", "2019-06-05")


def test_a_sentence_that_names_another_event_gives_no_fact_of_this_one():
    event = values(
        "Water day\n\nThe ninth annual river conference, Integrating Lakes and Seas, was held on "
        "17–19 January 2013. Over the year much else was done for rivers everywhere."
    )
    assert (event["ordinal"], event["dates"]["start"]) == (None, None)


@pytest.mark.parametrize(
    ("date", "start", "end"),
    [
        ("between 3 and 5 June 2014", "2014-06-03", "2014-06-05"),
        ("from Monday 3 until Wednesday 5 June 2014", "2014-06-03", "2014-06-05"),
        ("from 30 December 2013 to 2 January 2014", "2013-12-30", "2014-01-02"),
        ("on July 30 – August 2, 2014", "2014-07-30", "2014-08-02"),
        ("in 2009", "2009", None),
    ],
)
def test_a_sentence_says_when(date, start, end):
    event = values(f"A talk on rivers\n\nThis conference was held {date} in a house by a lake.")
    assert (event["dates"]["start"], event["dates"]["end"]) == (start, end)


def test_what_is_below_related_events_is_left_out():
    event = values(
        f"A talk on rivers\n\n3 May 2016\n\n{PROSE}\n\n"
        "Related events\n\nA talk on lakes\n4 July 2016"
    )
    assert (event["dates"]["start"], event["headings"]) == ("2016-05-03", [])


def test_a_place_stands_beside_or_below_its_date():
    beside = values(
        f"A talk\n\nDate and venue: 3 May 2016, 12:00-15:00, Room XX, Lake Hall, Bern\n{PROSE}"
    )
    below = values(f"A talk on rivers\n\n3 May 2016\nLake Hall, Bern\n\n{PROSE}")
    assert (beside["venue"], below["venue"]) == ("Room XX, Lake Hall, Bern", "Lake Hall, Bern")


@pytest.mark.parametrize(
    ("lines", "venue"),
    [
        (
            "Venue\nGuildhall Library\n12 Mill Street, Worcester",
            "Guildhall Library, 12 Mill Street, Worcester",
        ),
        ("Ort: Haus am Dom\n37000 Würzburg\nKosten: 20 €", "Haus am Dom, 37000 Würzburg"),
        (
            "3 May 2016\n2:00 PM – 5:00 PM\nHarbor Library\n400 Pier Road",
            "Harbor Library, 400 Pier Road",
        ),
        ("Sted: Litteraturhuset, Oslo", "Litteraturhuset, Oslo"),
        ("Miejsce: Dom Kultury, Konin", "Dom Kultury, Konin"),
        ("Venue: Lake Hall\nAna Lund spoke first.", "Lake Hall"),
        ("held at the Villa Rigot, Geneva, on 9 December 2013", "Villa Rigot, Geneva"),
        ("Location: Zoom", None),
        ("12 May 2016, Blog", None),
        ("12 May 2016, Press", None),
        ("12 May 2016 | Admin", None),
    ],
)
def test_a_place_has_its_street_and_no_rubric_is_a_place(lines, venue):
    assert values(f"Who mends the nets?\n\n{lines}\n\n{PROSE}")["venue"] == venue


def test_a_list_of_persons_ends_where_another_one_begins():
    event = values(
        "A talk on rivers\n\nChair:\n"
        "Mr Jan Peeters, Chair of the Committee on Water, Lakes and Seas\n"
        "Opening\nstatements:\nMs Ana Berg, Minister of Rivers\nSpeakers:\nDr Kofi Owusu\n"
        "Head of the Lake Office\nCoffee will be served to everybody who has come."
    )
    people = [
        (person["name"], person["role_then"], person["capacity"]) for person in event["people"]
    ]
    assert people == [
        ("Mr Jan Peeters", "Chair of the Committee on Water, Lakes and Seas", "chair"),
        ("Dr Kofi Owusu", "Head of the Lake Office", "speaker"),
    ]


@pytest.mark.parametrize(
    ("phrase", "speaker", "attribution"),
    [
        ("said the chair of the Lake Club, Ana Berg, at the opening dinner", "Ana Berg", None),
        ("One participant said: {}", None, "One participant"),
        ("The UN’s Office of Lakes states that {}", None, "The UN’s Office of Lakes"),
        ("Jan Peeters, Mayor of Bern, told the Lake Assembly in May 1999: {}", "Jan Peeters", None),
    ],
)
def test_who_said_it_is_told_as_far_as_it_is_stated(phrase, speaker, attribution):
    quotation = "“A river is never only water where two states share it.”"
    text = phrase.format(quotation) if "{}" in phrase else f"{quotation}, {phrase}."
    (quote,) = values(f"A talk on rivers\n\nThis is what was heard. {text}")["quotes"]
    assert quote["speaker"] == speaker
    assert attribution in (None, quote["attribution_stated"])


def test_the_name_of_an_event_in_quotation_marks_is_no_quotation():
    event = values(
        "Who owns a river that nobody has ever named on a map?\n\n"
        "We will hold a meeting on ‘Who owns a river that nobody has ever named on a map’."
    )
    assert event["quotes"] == []


def test_each_part_of_a_quotation_has_its_words():
    event = values(
        "A talk\n\n“A river is never only water where two states share it,” said Ana Berg."
    )
    spans = {span["path"]: span["text"] for span in event["spans"]}
    assert spans["/quotes/0/speaker"] == "Ana Berg"


TABLES = b"""<HTML><HEAD><TITLE>Marlow - Conferences - The press and the law</TITLE></HEAD>
<BODY><TABLE><TR><TD><A HREF='a.htm'>Home page</A><BR><A HREF='b.htm'>Our books</A><BR>
<A HREF='c.htm'>Our house</A></TD><TD><CENTER><FONT SIZE=5><B>THE PRESS AND THE LAW</B></FONT><BR>
Friday 9 \x96 Sunday 11 October 1998<BR>Marlow&nbsp;Hall, Bucks<BR>MI 98/14</CENTER>
<P>This conference asks what a court may forbid to say.<P><B>AIMS</B>
<P>To ask it in one room, for once, with all who have an answer.</TD></TR></TABLE></BODY></HTML>"""


def test_a_page_of_tables_is_read_like_any_other():
    event = values(TABLES)
    assert (event["title"], event["code"]) == ("THE PRESS AND THE LAW", "MI98/14")
    assert (event["dates"]["start"], event["dates"]["end"]) == ("1998-10-09", "1998-10-11")
    assert (event["venue"], event["headings"]) == ("Marlow Hall, Bucks", ["AIMS"])
    assert "Our books" not in event["unplaced"]


def test_what_a_page_says_to_machines_is_taken_when_it_says_it_to_nobody_else():
    data = '{"@type": "Event", "startDate": "2018-05-03T09:30", "endDate": "2018-05-04"}'
    page = f"<html><script type='application/ld+json'>{data}</script><h1>A talk on rivers</h1>"
    assert values(f"{page}<p>{PROSE}</p>")["dates"]["end"] == "2018-05-04"
    assert values(f"{page}<p>7 May 2018</p><p>{PROSE}</p>")["dates"]["start"] == "2018-05-07"


def test_the_name_of_the_site_is_not_the_event_s():
    event = values(
        "<html><title>Lake House | A talk on rivers</title><h1>Lake House</h1>"
        f"<h2>A talk on rivers</h2><p>{PROSE}</p></html>"
    )
    assert (event["title"], event["headings"]) == ("A talk on rivers", [])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"a " * 700_000, "text"),
        (b"<p>a" * 120_000, "tags"),
        ("Ж".encode("windows-1251") * 20 + b" talk", "encoding"),
        (b"<meta charset=utf-8><p>caf\xe9 au lait, and much else that is said", "encoding"),
    ],
)
def test_what_no_page_has_is_refused(data, reason):
    with pytest.raises(UnreadablePage, match=reason):
        read(data)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("4.2 Annual forum on upland farming", "Annual forum on upland farming"),
        ("10.3.1. What the hills remember", "What the hills remember"),
        ("2020 and after: what the hills remember", "2020 and after: what the hills remember"),
        ("Jornada “Agua y memoria”", "Jornada “Agua y memoria”"),
        ("“Agua y memoria en el delta”", "Agua y memoria en el delta"),
    ],
)
def test_a_title_loses_the_number_of_its_section_and_no_sign_of_its_own(line, title):
    page = f"<html><body><h1>{line}</h1><p>12 May 2016</p><p>{PROSE}</p></body></html>"
    assert values(page)["title"] == title


def test_the_name_of_the_site_above_the_heading_is_no_title():
    page = (
        "<html><head><title>Episode 41: Live | The Tide Talks</title></head><body>"
        "<header>The Tide Talks</header><article><h1>Who mends the nets?</h1>"
        f"<p>12 May 2016</p><p>{PROSE}</p></article></body></html>"
    )
    assert values(page)["title"] == "Who mends the nets?"


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("Gespräch am Donnerstag, 7. November 2019, 19 Uhr", "2019-11-07"),
        ("Tagung am 3. Mai 2016", "2016-05-03"),
        ("Colloque du 3 au 5 mai 2016", "2016-05-03"),
        ("Anmeldung bis 3. Mai 2016", None),
    ],
)
def test_a_line_may_say_what_happens_on_the_day(line, start):
    assert values(f"Wem gehört der Wald?\n\n{line}\n\n{PROSE}")["dates"]["start"] == start


@pytest.mark.parametrize(
    ("sentence", "partners"),
    [
        ("Une soirée organisée par le Collectif Eau Publique.", ["Collectif Eau Publique"]),
        (
            "Eine Veranstaltung von Stiftung Stadtklang und dem Waldverein Harz.",
            ["Stiftung Stadtklang", "Waldverein Harz"],
        ),
        ("Eine Tagung des Waldvereins Harz.", ["Waldvereins Harz"]),
        ("An event by the Lake Trust.", ["Lake Trust"]),
        ("Organisée par les Éditions du Môle.", ["Éditions du Môle"]),
        ("Organizado por la Fonoteca del Pacífico.", ["Fonoteca del Pacífico"]),
        ("The report describes an event by the Lake Trust.", []),
        ("Es gibt auch eine Veranstaltung der Stadt im Mai.", []),
    ],
)
def test_a_sentence_without_a_verb_may_name_the_organisers(sentence, partners):
    event = values(f"Who owns a river?\n\n12 May 2016\n\n{sentence}")
    assert [(one["name"], one["role"]) for one in event["partners"]] == [
        (name, "organiser") for name in partners
    ]


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        ('"Every road that I filmed was older than its country." Luca Ferrero', "Luca Ferrero"),
        ('"Every road that I filmed was older than its country." Salt Roads', None),
        (
            "“Safety is not a line in a budget,” said Tomasz Lis. Addressing us, he left.",
            "Tomasz Lis",
        ),
        ("“Safety is not a line in a budget,” said John F. Kennedy.", "John F. Kennedy"),
        ("“Safety is not a line in a budget,” said Mr Hribar.", "Boštjan Hribar"),
        ("“Safety is not a line in a budget,” said Mr Novak.", "Mr Novak"),
    ],
)
def test_a_quotation_has_the_speaker_whom_the_page_names(paragraph, speaker):
    event = values(
        f"Roads and ports\n\n12 May 2016\n\nKeynote: Boštjan Hribar, governor\n\n{paragraph}"
    )
    assert [quote["speaker"] for quote in event["quotes"]] == [speaker]
