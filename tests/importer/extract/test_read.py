"""The extraction takes what a page states about its event, and nothing else."""

import pytest

from importer.extract import UnreadablePage, read
from tests.importer.extract.pages import RIVERS, WP1725

NO_DATES = {
    "start": None, "end": None, "days": [], "precision": "none", "edtf": None, "stated": None,
}  # fmt: skip


def values(page: str | bytes) -> dict:
    return read(page).as_json()


def test_every_stated_fact_of_wp1725_is_placed():
    event = values(WP1725)
    assert (event["code"], event["title"]) == ("WP1725", "Human Rights, Peace and Security")
    assert event["title_stated"] == "Human Rights, Peace and Security (WP1725)"
    assert (event["series"], event["ordinal"]) == ("annual human rights series", 15)
    assert (event["ordinal_stated"], event["ordinal_basis"]) == ("15th conference", "stated")
    kinds = ["roundtable", "event", "expert roundtable", "conference", "meeting"]
    assert event["kind_stated"] == kinds
    assert (event["access"], event["attribution_rule"]) == ("invitation-only", "off-the-record")
    assert event["organiser"] == "Wilton Park"
    assert [
        (partner["name"], partner["country"], partner["role"]) for partner in event["partners"]
    ] == [
        ("Federal Department of Foreign Affairs of Switzerland", "CH", "partner"),
        ("Ministry for Foreign Affairs of Finland", "FI", "partner"),
    ]
    stated = {partner["role_stated"] for partner in event["partners"]}
    assert stated == {"being developed in partnership with"}
    assert event["headings"] == ["Context and key policy issues"]
    assert [call["text"] for call in event["calls_to_action"]] == ["Sign up to our newsletter"]
    assert event["unplaced"] == ["Want to find out more?"]


def test_the_quotations_of_wp1725_keep_their_words_and_who_said_them():
    first, second = values(WP1725)["quotes"]
    assert first["text"].startswith("Perhaps the best prevention tool we have is the Universal")
    assert first["text"].endswith("real world solutions through real change on the ground.")
    assert (first["speaker"], first["role_then"]) == ("António Guterres", "Secretary-General")
    assert first["occasion_stated"] == "Human Rights Council 2017"
    assert second["speaker"] == "Michelle Bachelet"
    assert second["role_then"] == "High Commissioner for Human Rights"
    assert second["occasion_stated"] == "the 73rd Session of the UN General Assembly in 2018"


def test_the_references_of_wp1725_are_named():
    names = [reference["name"] for reference in values(WP1725)["references"]]
    assert names == [
        "Universal Declaration of Human Rights",
        "Human Rights Council 2017",
        "13th June Appeal",
        "recent call for Member States to enhance exchanges between the Council and the rest of "
        "the system",
        "73rd Session of the UN General Assembly",
    ]
    appeal = values(WP1725)["references"][2]
    assert (appeal["issuer"], appeal["date"]) == ("Government of Switzerland", None)
    assert appeal["facts"] == ["supported by 71 states"]


def test_wp1725_is_planned_is_annual_and_says_whom_it_is_for():
    event = values(WP1725)
    assert (event["phase"], event["cadence_stated"]) == ("planned", "annual")
    assert event["audience"] == "policy-makers and practitioners"


def test_what_wp1725_does_not_state_is_left_out():
    event = values(WP1725)
    assert (event["dates"], event["venue"]) == (NO_DATES, None)
    assert (event["people"], event["other_codes"]) == ([], [])


def test_a_page_of_html_gives_its_facts():
    event = values(RIVERS)
    assert (event["code"], event["other_codes"]) == ("LH2031", ["LH1988"])
    assert event["dates"] == {
        "start": "2019-06-03",
        "end": "2019-06-05",
        "days": [],
        "precision": "day",
        "edtf": "2019-06-03/2019-06-05",
        "stated": "Monday 3 – Wednesday 5 June 2019",
    }
    assert event["venue"] == "Lakeside House, Annecy"
    assert (event["ordinal"], event["attribution_rule"]) == (27, "chatham-house")
    assert [
        (partner["name"], partner["country"], partner["role"]) for partner in event["partners"]
    ] == [
        ("Danish Ministry of Foreign Affairs", "DK", "partner"),
        ("Rivers Trust", None, "partner"),
        ("Ministry of Justice and Human Rights of Chile", "CL", "funder"),
        ("Institute for Law and Society", None, "funder"),
        ("UNHCR", None, "funder"),
    ]
    assert [quote["speaker"] for quote in event["quotes"]] == ["Anna Berg"]
    assert [person["name"] for person in event["people"]] == ["Dr Anna Berg"]


@pytest.mark.parametrize("page", [WP1725, RIVERS])
def test_every_value_rests_on_words_of_the_page(page):
    event = values(page)
    text = event["source"]["text"]
    assert event["spans"]
    for span in event["spans"]:
        assert text[span["start"] : span["end"]] == span["text"] != ""
        assert span["basis"] in ("stated", "inferred")
        assert 0 < span["confidence"] <= 1


@pytest.mark.parametrize("page", [WP1725, RIVERS])
def test_every_block_ends_somewhere(page):
    proposal = read(page)
    event = proposal.as_json()
    body = " ".join(str(block["value"]) for block in event["body"]) + " ".join(event["unplaced"])
    for block in proposal.page.content:
        text = proposal.page.text_of(block)
        assert proposal.uses(block) or text[:30] in body, text


@pytest.mark.parametrize(
    ("date", "start", "end", "days"),
    [
        ("3, 10 and 17 May 2016", "2016-05-03", "2016-05-17", 3),
        ("3 and 4 May 2016", "2016-05-03", "2016-05-04", 0),
        ("30 April and 7 May 2016", "2016-04-30", "2016-05-07", 2),
        ("May 3–5, 2016", "2016-05-03", "2016-05-05", 0),
        ("March 2017", "2017-03", None, 0),
        ("12 March 2017", "2017-03-12", "2017-03-12", 0),
    ],
)
def test_a_line_with_a_date_is_the_date(date, start, end, days):
    event = values(f"A meeting on water\n\n{date}\n\nIt is about the sharing of water among us.")
    assert (event["dates"]["start"], event["dates"]["end"]) == (start, end)
    assert (len(event["dates"]["days"]), event["dates"]["stated"]) == (days, date)


@pytest.mark.parametrize("join", [" | ", " l ", "l", " I ", "|", " "])
def test_a_code_is_parted_from_the_month_it_was_joined_to(join):
    event = values(f"A meeting on water\n\nMarch 2017{join}QX1532\n\nIt is about water among us.")
    assert (event["code"], event["dates"]["start"]) == ("QX1532", "2017-03")


@pytest.mark.parametrize(
    "sentence",
    [
        "Progress was made at COP26.",
        "It builds on A/HRC/RES/38/18 and SDG16.",
        "The 14th conference in 2018 found much the same.",
        "The previous meeting took place on 4–6 May 2018 in Geneva.",
        "The Appeal, which was supported by the Ministry of Trade of Chile, is of 3 May 2016.",
    ],
)
def test_facts_of_something_else_are_not_the_event_s(sentence):
    event = values(
        f"A talk on water\n\nThis talk is for all of us here, whoever we are. {sentence}"
    )
    assert (event["code"], event["ordinal"], event["dates"]) == (None, None, NO_DATES)
    assert (event["partners"], event["venue"]) == ([], None)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"\x00\x01\x02PNG", "no text"),
        (b"\xff\xd8\xff\xe0 caf\xe9", "encoding"),
        (b"a" * 5_000_001, "longer"),
        (b"<div>" * 100_000, "deep"),
    ],
)
def test_what_is_no_page_is_refused_with_the_reason(data, reason):
    with pytest.raises(UnreadablePage, match=reason):
        read(data)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252"])
def test_a_page_is_read_in_the_encoding_it_names(encoding):
    page = "<html><head><meta charset='windows-1252'></head><body><h1>Água e paz</h1></body></html>"
    assert values(page.encode(encoding))["title"] == "Água e paz"


@pytest.mark.parametrize(
    ("label", "codec", "title"),
    [
        ("iso-8859-9", "windows-1254", "İzmir’de su günleri"),
        ("gb2312", "gb18030", "水与和平：朱镕基的讲话"),
        ("x-sjis", "cp932", "水と平和①"),
        ("windows-874", "cp874", "น้ำและสันติภาพ"),
        ("iso-2022-jp", "iso2022_jp", "水と平和"),
        ("koi8-r", "koi8-r", "Вода и мир"),
    ],
)
def test_a_page_is_read_as_a_browser_reads_its_label(label, codec, title):
    head = f"<html><head><!-- <meta charset=utf-16> --><meta charset='{label}'></head>"
    page = f"{head}<body><h1>{title}</h1></body></html>"
    assert values(page.encode(codec))["title"] == title


def test_a_page_in_xml_names_its_encoding_above_it():
    page = "<?xml version='1.0' encoding='iso-8859-2'?><html><body><h1>Żółć</h1></body></html>"
    assert values(page.encode("iso-8859-2"))["title"] == "Żółć"
