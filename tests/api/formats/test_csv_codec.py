"""Documents as rows of a table."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.formats import csv_codec
from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from archive.registry import registry
from tests import factories

pytestmark = pytest.mark.same_on_all_databases

ITEMS = st.lists(st.one_of(st.none(), st.text()))


@pytest.mark.parametrize(
    ("document", "column", "cell"),
    [
        ({"title": "Peace"}, "title", "Peace"),
        ({"ordinal": 15, "decorative": True}, "ordinal", "15"),
        ({"decorative": True}, "decorative", "true"),
        ({"code": None}, "code", ""),
        ({"series": {"title": "Rights"}}, "series.title", "Rights"),
        ({"series": None}, "series.title", ""),
        ({"gaps": [10, 13]}, "gaps", "10|13"),
        ({"partners": []}, "partners.partner.title", ""),
        ({"names": ["a|b", "c\\", None, ""]}, "names", r"a\|b|c\\|\N|\E"),
        (
            {"partners": [{"partner": {"title": "F"}}, {"partner": {"title": "S"}}]},
            "partners.partner.title",
            "F|S",
        ),
        ({"programme": [{"people": []}, {"people": [{"key": "k"}]}]}, "programme.people.key",
         '[[],["k"]]'),
        ({"body": [{"type": "heading"}]}, "body", '[{"type":"heading"}]'),
    ],
)  # fmt: skip
def test_a_cell_says_what_stands_at_its_column(document, column, cell):
    assert csv_codec.row(document, [column]) == {column: cell}


@given(ITEMS)
def test_a_list_is_read_back_as_it_was(items):
    assert csv_codec.split(csv_codec.cell(items)) == items


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-cmd", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1+1", " =1", "\ufeff=1", "'quoted"],
)
def test_what_a_spreadsheet_might_run_has_a_quote_before_it(text):
    assert csv_codec.safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Peace", "-77.03", "15", "a=b", "2012-01-26"])
def test_what_is_harmless_stays_as_it_is(text):
    assert csv_codec.safe(text) == text


@given(st.text())
def test_what_was_made_safe_is_read_back_as_it_was(text):
    assert csv_codec.unsafe(csv_codec.safe(text)) == text


@pytest.mark.django_db
def test_columns_lead_to_every_value_of_a_document():
    """What a column does not name would be missing from the table."""
    venue = factories.make_venue(time_zone="Europe/London")
    event = factories.make_event(
        series=factories.make_series(), venue=venue, start="2012-01-26", precision="day"
    )
    factories.make_quote(speaker=factories.make_person(), occasion_event=event)
    factories.make_document()
    factories.make_image()
    catch_up()
    records = PublicRecord.objects.select_related("entry")
    assert {"event", "series", "quote", "image"} <= {record.kind for record in records}
    for record in records:
        document = orjson.loads(record.entry.content)
        columns = registry[record.kind].columns()
        assert len(set(columns)) == len(columns)
        missing = [
            path
            for path in paths(document)
            if not any(f"{path}.".startswith(f"{column}.") for column in columns)
        ]
        assert missing == [], record.kind


def paths(value, before=""):
    """The path of everything in `value` that is not null and holds nothing else."""
    if isinstance(value, dict) and value:
        for name, member in value.items():
            yield from paths(member, f"{before}.{name}" if before else name)
    elif isinstance(value, list):
        for item in value:
            yield from paths(item, before)
    elif value is not None and value != {}:
        yield before
