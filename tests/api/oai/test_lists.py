"""Lists: spans, sets, pages, and what they cost."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.oai import items
from api.oai.sets import escaped, unescaped
from archive.models import Head, PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import EventTheme, Quote, SeriesPage, Theme
from tests.api.oai.helpers import ask, fault, find, texts
from tests.factories import make_event, make_quote, make_series, make_theme, publish
from tests.shared import shared

pytestmark = pytest.mark.django_db
START = datetime(2030, 1, 1, 12, tzinfo=UTC)


def names(answer) -> list[str]:
    return [identifier.rpartition(":")[2] for identifier in texts(answer, "oai:identifier")]


def listed(client, **given: str) -> list[str]:
    """The ids of a whole list, over all its pages."""
    answer = ask(client, "ListIdentifiers", metadataPrefix="oai_dc", **given)
    ids = names(answer)
    while token := (texts(answer, "oai:resumptionToken") or [None])[0]:
        answer = ask(client, "ListIdentifiers", resumptionToken=token)
        ids += names(answer)
    return ids


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(items, "PAGE", 2)


@shared
def hourly():
    """Five quotes, published an hour apart."""
    quotes = []
    for hour in range(5):
        with time_machine.travel(START + timedelta(hours=hour)):
            quotes.append(make_quote(text=f"Words {hour}"))
            catch_up()
    return [str(quote.uid) for quote in quotes]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ({"from_": "2030-01-01T14:00:00Z"}, slice(2, None)),
        ({"from_": "2030-01-01T14:00:01Z"}, slice(3, None)),
        ({"from_": "2030-01-01T13:00:00Z", "until": "2030-01-01T13:00:00Z"}, slice(1, 2)),
        ({"from_": "2030-01-01", "until": "2030-01-01"}, slice(0, None)),
        ({"from_": "2029-12-31", "until": "9999-12-31"}, slice(0, None)),
    ],
)
def test_both_ends_of_a_span_belong_to_it(reader, hourly, span, expected):
    assert [uid for uid in listed(reader, **span) if uid in hourly] == hourly[expected]


def test_pages_give_each_record_once_and_count_right(reader, hourly, small_pages):
    answer, ids, cursors = None, [], []
    given = {"metadataPrefix": "oai_dc", "from_": "2030-01-01"}
    while answer is None or given["resumptionToken"]:
        answer = ask(reader, "ListRecords", **given)
        [token] = find(answer, ".//oai:resumptionToken")
        ids += names(answer)
        cursors.append((int(token.get("cursor")), int(token.get("completeListSize"))))
        given = {"resumptionToken": token.text or ""}
    assert ids == hourly
    assert cursors == [(0, 5), (2, 5), (4, 5)]


def test_one_page_that_is_the_list_has_no_token(reader, hourly):
    answer = ask(reader, "ListRecords", metadataPrefix="oai_dc")
    assert find(answer, ".//oai:resumptionToken") == []


def test_what_changes_while_it_is_harvested_comes_again_and_nothing_is_missed(
    reader, hourly, small_pages
):
    first = ask(reader, "ListIdentifiers", metadataPrefix="oai_dc", from_="2030-01-01")
    for key in hourly:
        record = PublicRecord.objects.get(uid=key)
        with time_machine.travel(START + timedelta(days=1)):
            Quote.objects.get(pk=record.object_id).delete()
            catch_up()
    ids, [token] = names(first), texts(first, "oai:resumptionToken")
    while token:
        answer = ask(reader, "ListIdentifiers", resumptionToken=token)
        assert all(header.get("status") == "deleted" for header in find(answer, ".//oai:header"))
        ids += names(answer)
        token = texts(answer, "oai:resumptionToken")[0]
    assert ids == hourly[:2] + hourly


def test_a_token_is_of_one_log_and_of_nobody_s_making(reader, hourly, small_pages):
    [token] = texts(ask(reader, "ListRecords", metadataPrefix="oai_dc"), "oai:resumptionToken")
    changed = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert fault(ask(reader, "ListRecords", resumptionToken=changed)) == "badResumptionToken"
    Head.objects.update(epoch="another")
    assert fault(ask(reader, "ListRecords", resumptionToken=token)) == "badResumptionToken"


def test_a_token_has_no_end(reader, hourly, small_pages):
    [token] = texts(ask(reader, "ListRecords", metadataPrefix="oai_dc"), "oai:resumptionToken")
    with time_machine.travel(START + timedelta(days=3650)):
        assert names(ask(reader, "ListRecords", resumptionToken=token))


@shared
def sorted_out():
    """A series with an event of 2012 on a theme, and an event of 2013 that is in nothing."""
    series = make_series(title="The series", slug="the-series")
    inside = make_event(series=series, title="In", code="IN1", start="2012-01-26", precision="day")
    EventTheme.objects.create(event=inside, theme=make_theme(label="Café", slug="café"))
    publish(inside)
    outside = make_event(title="Out", code="OUT1", start="2013-01-26", precision="day")
    catch_up()
    return str(inside.uid), str(outside.uid)


def test_sets_are_by_series_theme_and_year(reader, sorted_out):
    answer = ask(reader, "ListSets")
    sets = dict(zip(texts(answer, "oai:setSpec"), texts(answer, "oai:setName"), strict=True))
    assert sets == {
        "series": "By series",
        "series:the-series": "The series",
        "theme": "By theme",
        "theme:caf~C3~A9": "Café",
        "year": "By year",
        "year:2012": "2012",
        "year:2013": "2013",
    }


@pytest.mark.parametrize("spec", ["series", "series:the-series", "theme:caf~C3~A9", "year:2012"])
def test_a_set_holds_its_members_alone(reader, sorted_out, spec):
    assert listed(reader, set=spec) == [sorted_out[0]]


def test_who_harvests_a_set_hears_what_is_gone(reader, sorted_out):
    gone = make_quote(text="Words")
    catch_up()
    gone.delete()
    catch_up()
    answer = ask(reader, "ListIdentifiers", metadataPrefix="oai_dc", set="series:the-series")
    by_status = {
        name: header.get("status")
        for name, header in zip(names(answer), find(answer, ".//oai:header"), strict=True)
    }
    assert by_status == {sorted_out[0]: None, str(gone.uid): "deleted"}


def test_a_withdrawn_theme_is_no_set_any_more(reader, sorted_out):
    Theme.objects.get(slug="café").unpublish()
    catch_up()
    assert "theme:caf~C3~A9" not in texts(ask(reader, "ListSets"), "oai:setSpec")


@pytest.mark.parametrize("key", ["plain-key", "café", "a~b", "a:b", "日本", "a b%"])
def test_every_key_has_a_name_as_a_set(key):
    assert unescaped(escaped(key)) == key


def test_what_expires_is_deleted_at_once(reader):
    quote = make_quote(text="Words", expire_at=START + timedelta(hours=1))
    with time_machine.travel(START):
        catch_up()
        headers = find(ask(reader, "ListIdentifiers", metadataPrefix="oai_dc"), ".//oai:header")
        assert [header.get("status") for header in headers] == [None]
    with time_machine.travel(START + timedelta(hours=2)):
        answer = ask(reader, "ListIdentifiers", metadataPrefix="oai_dc")
        assert names(answer) == [str(quote.uid)]
        assert find(answer, ".//oai:header")[0].get("status") == "deleted"


def test_a_page_costs_the_same_for_one_record_and_for_many(reader, sorted_out):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            ask(reader, "ListRecords", metadataPrefix="oai_datacite", set="series:the-series")
        return len(captured)

    few = queries()
    series = PublicRecord.objects.get(kind="series", key="the-series")
    for number in range(20):
        make_event(series=SeriesPage.objects.get(pk=series.object_id), code=f"MORE{number}")
    catch_up()
    assert queries() == few <= 9
