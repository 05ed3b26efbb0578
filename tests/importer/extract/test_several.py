"""A page about several events gives no fact of one of them as its own."""

import pytest

from importer.extract import read

NOTHING = ("code", "ordinal", "venue", "access", "attribution_rule", "mode", "phase")
IN_BRACKETS = """Spring at the Hall

Our conference on harbours (12-14 April 2010, CH1001) brought together 40 people. The conference on
gulls (3-5 May 2010, CH1007) was supported by the Ruskin Fund and open to the public.
"""
WE_MET = """The Lantern

Spring was busy, and so were we, from one end of the country to the other and back.

On 3 April 2012 we met in Bergen (HP1204). The meeting was chaired by Ola Vik.

On 17 and 18 May 2012 we hosted a seminar in Cork (HP1209), supported by the Ruskin Fund.
"""
HEADINGS = """<html><body><h1>Borders and bread</h1><h2>Nairobi, 4-5 March 2014</h2>
<p>The meeting was hosted by the African Grain Council.</p><h2>Lima, 9 June 2014</h2>
<p>The workshop was funded by the Andes Bank and chaired by Luis Paredes.</p></body></html>"""


@pytest.mark.parametrize(
    ("page", "codes"),
    [(IN_BRACKETS, ["CH1001", "CH1007"]), (WE_MET, ["HP1204", "HP1209"]), (HEADINGS, [])],
)
def test_facts_of_one_of_several_events_are_not_the_pages(page, codes):
    values = read(page).as_json()
    assert [values[name] for name in NOTHING] == [None] * len(NOTHING)
    assert (values["partners"], values["people"], values["kind_stated"]) == ([], [], [])
    assert values["dates"]["start"] is None
    assert values["other_codes"] == codes


def test_days_of_a_programme_are_one_event():
    page = """<h1>After the amnesty</h1><h2>8 November 2017</h2><p>Welcome.</p>
    <h2>9 November 2017</h2><p>The conference was supported by the Ruskin Fund.</p>"""
    values = read(f"<html><body>{page}</body></html>").as_json()
    assert [partner["name"] for partner in values["partners"]] == ["Ruskin Fund"]


def test_an_earlier_event_with_its_date_does_not_make_two():
    page = """Rivers

3-5 May 2016

The conference (3-5 May 2016) is supported by the Ruskin Fund. The previous conference on lakes
(4-6 June 2014, LH1400) was supported by the Lake Bank.
"""
    values = read(page).as_json()
    assert [partner["name"] for partner in values["partners"]] == ["Ruskin Fund"]
    assert values["dates"]["start"] == "2016-05-03"
