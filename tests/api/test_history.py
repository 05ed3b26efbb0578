"""The past of a record, as far as the present allows."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.models import Entry, PublicRecord
from archive.publisher.after_commit import catch_up, mark
from archive.redaction import redact
from cms.models import Appearance, EventPage, EventQuote, Partner, Partnership
from tests import factories
from tests.api.helpers import assert_problem, keys, read
from tests.shared import shared

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/events/AB1/"
START = datetime(2020, 1, 1, 12, tzinfo=UTC)


def at(day: int) -> datetime:
    return START + timedelta(days=day)


def day(number: int) -> str:
    return at(number).strftime("%Y-%m-%d")


@shared
def event():
    """An event that was published on day 0, changed on day 2 and changed again on day 4."""
    series = factories.make_series(title="Annual", slug="annual")
    event = factories.make_event(series=series, title="First title", code="AB1", ordinal=1)
    catch_up(at(0))
    for when, title in ((2, "Second title"), (4, "Third title")):
        event.title = title
        factories.publish(event)
        catch_up(at(when))
    return event


def numbers(reader) -> list[int]:
    return [version["sequence"] for version in read(reader, f"{ADDRESS}history/")["results"]]


def test_a_history_lists_the_versions_the_newest_first(event, reader):
    results = read(reader, f"{ADDRESS}history/")["results"]

    assert [version["recorded_at"][:10] for version in results] == [day(4), day(2), day(0)]
    assert [version["action"] for version in results] == ["publish"] * 3
    assert all(version["available"] for version in results)


def test_a_history_has_pages(event, reader):
    first = read(reader, f"{ADDRESS}history/?limit=2")
    second = read(reader, first["next"].removeprefix("https://api.test"))

    assert len(first["results"]) == 2
    assert [version["recorded_at"][:10] for version in second["results"]] == [day(0)]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("number", "title"),
    [(0, "First title"), (1, "First title"), (2, "Second title"), (3, "Second title"),
     (4, "Third title"), (5000, "Third title")],
)  # fmt: skip
def test_a_document_is_shown_as_of_a_day(event, reader, number, title):
    response = reader.get(f"{ADDRESS}?as_of={day(number)}")
    assert response.json()["title"] == title
    assert response.headers["Memento-Datetime"].endswith("GMT")
    version = response.headers["Content-Location"].removeprefix("https://api.test")
    same = reader.get(version)
    assert (same.content, same.headers["ETag"]) == (response.content, response.headers["ETag"])


def test_before_it_was_published_there_was_nothing(event, reader):
    problem = assert_problem(reader.get(f"{ADDRESS}?as_of={day(-1)}"), 404, "not_found")
    assert day(0) in problem["detail"]


def test_while_it_was_withdrawn_there_was_nothing(event, reader):
    event.unpublish()
    catch_up(at(6))
    factories.publish(event)
    catch_up(at(8))
    assert_problem(reader.get(f"{ADDRESS}?as_of={day(7)}"), 404, "not_found")
    assert read(reader, f"{ADDRESS}?as_of={day(5)}")["title"] == "Third title"


@pytest.mark.parametrize(
    "value",
    ["notadate", "2020-13-01", "0000-00-00", "2020-01-01T10:00:00", "2020-01-01T10:00:60Z",
     "10000-01-01", "0001-01-01T00:00:00%2B14:00", "%00", "2020-01-01T10:00:00%2B25:00"],
)  # fmt: skip
@pytest.mark.parametrize("address", [ADDRESS, "/api/v1/events/"])
def test_what_is_no_time_is_refused(event, reader, address, value):
    assert reader.get(f"{address}?as_of={value}").status_code == 400


def test_a_withdrawn_record_has_no_past(event, reader):
    [first, *_others] = numbers(reader)
    event.unpublish()
    catch_up(at(6))
    for rest in ("history/", f"history/{first}/", "timemap/", f"?as_of={day(1)}",
                 f"history/diff/?from={first}&to={first}"):  # fmt: skip
        assert_problem(reader.get(f"{ADDRESS}{rest}"), 410, "gone")


def test_a_version_that_shows_something_hidden_now_is_gone(event, reader):
    partner = factories.make_partner(name="Once public", slug="once")
    link = Partnership.objects.create(event=event, partner=partner)
    catch_up(at(6))
    link.delete()
    catch_up(at(8))
    assert "Once public" in reader.get(f"{ADDRESS}?as_of={day(7)}").content.decode()

    Partner.objects.filter(pk=partner.pk).update(live=False)
    partner.refresh_from_db()
    partner.save()
    catch_up(at(9))

    assert_problem(reader.get(f"{ADDRESS}?as_of={day(7)}"), 410, "gone")
    page = read(reader, f"{ADDRESS}history/")
    assert [version["available"] for version in page["results"]] == [True, False, True, True, True]
    assert "Once public" not in str(page)
    assert (
        f"/{page['results'][1]['sequence']}/"
        not in reader.get(f"{ADDRESS}timemap/").content.decode()
    )


def test_a_link_in_the_text_to_something_hidden_now_withholds_the_version(event, reader):
    other = factories.make_event(series=event.series, title="Other", slug="other", ordinal=2)
    event.body = [("paragraph", f'<p><a linktype="page" id="{other.pk}">words</a></p>')]
    factories.publish(event)
    catch_up(at(6))
    event.body = []
    factories.publish(event)
    catch_up(at(8))
    assert "/annual/other/" in reader.get(f"{ADDRESS}?as_of={day(7)}").content.decode()

    other.unpublish()
    catch_up(at(9))

    assert_problem(reader.get(f"{ADDRESS}?as_of={day(7)}"), 410, "gone")


def test_the_past_of_an_edition_is_shown_without_its_hidden_neighbours(event, reader):
    hidden = factories.make_event(series=event.series, title="Hidden", slug="second", ordinal=2)
    third = factories.make_event(series=event.series, title="Third", code="AB3", ordinal=3)
    catch_up(at(6))
    for edition in (event, third):
        edition.summary = "Newer words"
        factories.publish(edition)
    catch_up(at(8))
    after = "/api/v1/events/AB3/"
    assert read(reader, f"{ADDRESS}?as_of={day(7)}")["next"]["title"] == "Hidden"
    assert read(reader, f"{after}?as_of={day(7)}")["previous"]["title"] == "Hidden"
    newer, beside, *_earlier = numbers(reader)

    hidden.unpublish()
    catch_up(at(9))

    past = read(reader, f"{ADDRESS}?as_of={day(7)}")
    assert (past["title"], past["next"]) == ("Third title", None)
    assert read(reader, f"{after}?as_of={day(7)}")["previous"] is None
    assert read(reader, f"{ADDRESS}history/{beside}/") == past
    diff = read(reader, f"{ADDRESS}history/diff/?from={beside}&to={newer}")
    assert "/summary" in {change["path"] for change in diff["changes"]}
    listed = f"/api/v1/events/?as_of={day(7)}&fields=next,previous"
    assert len(read(reader, listed)["results"]) == 2
    urls = [listed, f"{ADDRESS}history/", f"{ADDRESS}history/{beside}/", f"{ADDRESS}timemap/"]
    urls += [f"{ADDRESS}?as_of={day(7)}", f"{ADDRESS[:-1]}.jsonld?as_of={day(7)}"]
    for url in urls:
        response = reader.get(url)
        assert (response.status_code, b"Hidden" in response.content) == (200, False), url


@pytest.mark.parametrize("moment", ["16:00:00.000Z", "16:00:00.5%2B00:00", "16:00:00.123456789Z"])
@pytest.mark.parametrize("address", [ADDRESS, "/api/v1/events/"])
def test_a_moment_may_have_fractions_of_a_second(event, reader, address, moment):
    assert read(reader, f"{address}?as_of={day(3)}T{moment}") == read(
        reader, f"{address}?as_of={day(3)}"
    )


def test_who_may_be_named_no_more_was_never_named(event, reader):
    person = factories.make_person(name="Some Speaker")
    quote = factories.make_quote(
        text="Words", speaker=person, attribution_stated="Some Speaker", occasion_event=event
    )
    EventQuote.objects.create(event=event, quote=quote)
    Appearance.objects.create(event=event, person=person, may_be_named=True)
    catch_up(at(6))
    EventPage.objects.filter(pk=event.pk).update(attribution_rule="chatham-house")
    Appearance.objects.filter(event=event).update(may_be_named=False)
    mark([("event", event.pk), ("quote", quote.pk)])
    catch_up(at(8))

    assert_problem(reader.get(f"{ADDRESS}?as_of={day(7)}"), 410, "gone")
    address = f"/api/v1/quotes/{PublicRecord.objects.get(kind='quote').key}/"
    assert_problem(reader.get(f"{address}?as_of={day(7)}"), 410, "gone")
    assert "Some Speaker" not in reader.get(address).content.decode()


def test_a_redacted_version_says_why_and_no_more(event, reader):
    second = Entry.objects.get(sequence=numbers(reader)[1])
    redact(second, reason="A private address")

    problem = assert_problem(reader.get(f"{ADDRESS}?as_of={day(3)}"), 410, "gone")
    assert "A private address" in problem["detail"]
    listed = read(reader, f"{ADDRESS}history/")["results"][1]
    assert (listed["redacted"], listed["available"]) == (True, False)
    assert listed["digest"] == second.digest
    assert listed["reason"] == "A private address"


def test_a_diff_names_what_changed(event, reader):
    third, second, _first = numbers(reader)
    diff = read(reader, f"{ADDRESS}history/diff/?from={second}&to={third}")
    assert {"path": "/title", "before": "Second title", "after": "Third title"} in diff["changes"]
    assert "/meta/published_at" not in [change["path"] for change in diff["changes"]]
    assert read(reader, f"{ADDRESS}history/diff/?from={third}&to={third}")["changes"] == []


def test_a_version_of_another_record_is_none_of_this_one(event, reader):
    other = Entry.objects.filter(kind="series").first()
    for rest in (f"history/{other.sequence}/", "history/999/", f"history/{10**23}/",
                 f"history/diff/?from={other.sequence}&to=1"):  # fmt: skip
        assert_problem(reader.get(f"{ADDRESS}{rest}"), 404, "not_found")


def test_a_former_key_leads_to_the_past_of_today_s(event, reader):
    response = reader.get("/api/v1/events/ab1/history/?limit=1")
    assert response.status_code == 308
    assert response.headers["Location"] == f"https://api.test{ADDRESS}history/?limit=1"


def test_a_list_is_shown_as_of_a_day(event, reader):
    factories.make_event(series=event.series, title="Later", code="AB2", ordinal=2)
    catch_up(at(6))
    listed = "/api/v1/events/"

    assert keys(read(reader, listed)) == ["AB2", "AB1"]
    past = read(reader, f"{listed}?as_of={day(3)}")
    assert (past["count"], [event["title"] for event in past["results"]]) == (1, ["Second title"])
    assert read(reader, f"{listed}?as_of={day(-1)}")["results"] == []
    assert read(reader, f"{listed}?as_of={day(7)}") == read(reader, listed) | {
        "next": None, "previous": None,
    }  # fmt: skip
    shaped = read(reader, f"{listed}?as_of={day(3)}&fields=title,dates.start")
    assert shaped["results"] == [{"title": "Second title", "dates": {"start": None}}]


def test_a_list_of_the_past_is_filtered_by_what_was_true_then(event, reader):
    event = EventPage.objects.get(pk=event.pk)
    event.event_kind, event.ordinal = "forum", 7
    factories.publish(event)
    catch_up(at(6))
    listed = f"/api/v1/events/?as_of={day(5)}"

    assert keys(read(reader, f"{listed}&ordinal=1&kind__not=forum&series=annual")) == ["AB1"]
    assert keys(read(reader, f"{listed}&ordinal__gte=2")) == []
    assert keys(read(reader, f"{listed}&kind=forum")) == []
    assert keys(read(reader, f"{listed}&has=series&has__not=quotes")) == ["AB1"]
    assert keys(read(reader, f"{listed}&year=2012")) == []


def test_a_list_of_the_past_has_numbered_pages(event, reader):
    for number in range(2, 6):
        factories.make_event(series=event.series, title=f"Event {number}", ordinal=number)
    catch_up(at(6))
    url = f"/api/v1/events/?as_of={day(7)}&limit=2&ordering=ordinal"
    ordinals = []
    while url:
        page = read(reader, url.removeprefix("https://api.test"))
        ordinals += [event["ordinal"] for event in page["results"]]
        url = page["next"]
    assert ordinals == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("more", ["cursor=abc", "q=words", "expand=series"])
def test_what_does_not_go_with_the_past_is_refused(event, reader, more):
    assert reader.get(f"/api/v1/events/?as_of={day(1)}&{more}").status_code == 400


def test_a_memento_client_finds_its_way(event, reader):
    """RFC 7089, pattern 1.1: the document is its own TimeGate and answers with a 302."""
    document = reader.get(ADDRESS)
    assert 'rel="original timegate"' in document.headers["Link"]
    assert "Accept-Datetime" in document.headers["Vary"]

    gate = reader.get(ADDRESS, headers={"accept-datetime": "Sat, 04 Jan 2020 00:00:00 GMT"})
    assert gate.status_code == 302
    assert "Accept-Datetime" in gate.headers["Vary"]
    memento = reader.get(gate.headers["Location"].removeprefix("https://api.test"))
    assert memento.json()["title"] == "Second title"
    assert memento.headers["Memento-Datetime"] == "Fri, 03 Jan 2020 12:00:00 GMT"
    assert 'rel="timemap"' in memento.headers["Link"]

    early = reader.get(ADDRESS, headers={"accept-datetime": "Thu, 01 Jan 1970 00:00:00 GMT"})
    assert early.headers["Location"].endswith(f"/history/{numbers(reader)[-1]}/")
    assert reader.get(ADDRESS, headers={"accept-datetime": "yesterday"}).status_code == 400


def test_a_timemap_lists_every_version(event, reader):
    response = reader.get(f"{ADDRESS}timemap/")
    lines = response.content.decode().split(",\n")

    assert response.headers["Content-Type"] == "application/link-format"
    assert lines[0] == f'<https://api.test{ADDRESS}>; rel="original timegate"'
    assert [line.count("memento") for line in lines[2:]] == [1, 1, 1]
    assert 'rel="first memento"; datetime="Wed, 01 Jan 2020 12:00:00 GMT"' in lines[2]
    assert 'rel="last memento"' in lines[-1]


@pytest.mark.parametrize("rest", ["history/?limit=100", "timemap/", f"?as_of={day(3)}"])
def test_the_past_costs_at_most_six_queries(event, reader, rest, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        assert reader.get(f"{ADDRESS}{rest}").status_code == 200


def test_a_list_of_the_past_costs_at_most_eight_queries(
    event, reader, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        read(reader, f"/api/v1/events/?as_of={day(3)}&series=annual&kind=conference&limit=100")
