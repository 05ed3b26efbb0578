"""What programs put around the text of a page: heads of letters, banners and boxes."""

import pytest

from importer.extract import read

BODY = "Held in partnership with the Coral Institute.\n\n7 May 2021\nWater Hall, Annecy"
LETTERS = {
    "From: Ana\nSent: Monday, 3 May 2021 09:14\nTo: all\nSubject: Fwd: Oceans in common": "en",
    "Von: Ana\nGesendet: Montag, 3. Mai 2021\nAn: alle\nBetreff: AW: Oceans in common": "de",
    "De : Ana\nEnvoyé : lundi 3 mai 2021\nÀ : tous\nObjet : Oceans in common": "fr",
}
CAPTURES = (
    "The Wayback Machine - https://web.archive.org/web/20220817043512/http://example.org/",
    "13 captures\n17 Aug 2022 - 5 Feb 2024\nAbout this capture",
    "1,204 captures\n17 Aug 2022 - 5 Feb 2024\nAUG SEP OCT\nAbout this capture",
)
COOKIES = (
    "<div><p>Diese Webseite verwendet Cookies. Stand 2. Januar 2022</p></div>",
    "<div id='CybotCookiebotDialog'><p>Stand</p><p>2 January 2022</p></div>",
    "<div class='onetrust-banner'><p>2 January 2022</p></div>",
)
LABELS = (
    ("<b>When</b><span>7 May 2021</span>", "<b>Where</b><span>Water Hall, Annecy</span>"),
    ("<span>Wann</span><b>7. Mai 2021</b>", "<span>Ort</span><b>Water Hall, Annecy</b>"),
    ("<em>Data</em><i>7 maggio 2021</i>", "<em>Luogo</em><i>Water Hall, Annecy</i>"),
)
TITLED = "<html><body>{}<h1>Oceans in common</h1>{}</body></html>"
DAYS = (
    ("6 May 2021", "7 May 2021", "2021-05-07", []),
    ("6 mai 2021", "8 mai 2021", "2021-05-08", ["2021-05-06", "2021-05-08"]),
    ("6. Mai 2021", "7. Mai 2021", "2021-05-07", []),
)
FACTS = ("Oceans in common", "2021-05-07", "Water Hall, Annecy")


def facts(page: str) -> tuple[str, str, str]:
    values = read(page.encode()).as_json()
    return values["title"], values["dates"]["start"], values["venue"]


@pytest.mark.parametrize("letter", LETTERS, ids=LETTERS.values())
def test_the_subject_of_a_letter_is_its_title_and_its_day_is_not_that_of_the_event(letter):
    assert facts(f"{letter}\n\n{BODY}") == FACTS


@pytest.mark.parametrize("banner", CAPTURES)
def test_the_days_on_which_a_page_was_captured_are_not_those_of_the_event(banner):
    assert facts(f"{banner}\n\nOceans in common\n\n{BODY}") == FACTS


@pytest.mark.parametrize("box", COOKIES)
def test_the_day_of_a_box_about_cookies_is_not_that_of_the_event(box):
    page = TITLED.format(box, "<p>7 May 2021</p><p>Water Hall, Annecy</p>")
    assert facts(page) == FACTS


@pytest.mark.parametrize("fields", LABELS)
def test_a_label_needs_no_space_behind_it(fields):
    page = TITLED.format("", "".join(f"<div>{field}</div>" for field in fields))
    assert facts(page) == FACTS


@pytest.mark.parametrize(("first", "second", "end", "days"), DAYS)
def test_days_in_lines_below_their_label_are_one_date(first, second, end, days):
    items = f"<h2>Dates</h2><ul><li>{first}</li><li>{second}</li></ul>"
    dates = read(TITLED.format("", items).encode()).as_json()["dates"]
    assert (dates["start"], dates["end"], dates["days"]) == ("2021-05-06", end, days)


def test_an_unread_day_below_its_label_is_replaced_by_no_other():
    body = "<h3>When</h3><p>12/06/2021</p><p>The conference was held on 3 May 2011.</p>"
    assert read(TITLED.format("", body).encode()).as_json()["dates"]["start"] is None


@pytest.mark.parametrize("kind", ['"Event"', '["Thing", "Event"]', '["EducationEvent"]'])
@pytest.mark.parametrize("graph", ["{}", "[{}]", '{{"@graph": [{{"@type": "WebSite"}}, {}]}}'])
def test_structured_data_may_have_lists_and_graphs(kind, graph):
    place = '[{"@type": "Place", "name": "Water Hall, Annecy"}]'
    event = f'{{"@type": {kind}, "startDate": "2021-05-07", "location": {place}}}'
    data = f'<script type="application/ld+json">{graph.format(event)}</script>'
    assert facts(TITLED.format(data, "<p>Come all.</p>")) == FACTS
