"""Scythe, a harvester that others wrote, on the server of production."""

import threading

import pytest
from django.conf import settings
from django.db import connection, transaction
from oaipmh_scythe import HTTPConfig, NoRecordsMatch, Scythe
from oaipmh_scythe.iterator import OAIItemIterator

from api.oai.items import kinds
from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import EventPage, SeriesPage
from tests.api.oai.helpers import OAI
from tests.factories import make_event, make_quote, make_series
from tests.serving import production_server

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.same_on_all_databases]
PREFIXES = ("oai_dc", "oai_datacite")


def public_items() -> set[str]:
    uids = PublicRecord.objects.filter(live=True, kind__in=kinds()).values_list("uid", flat=True)
    return {str(uid) for uid in uids}


def uid_of(item) -> str:
    header = getattr(item, "header", item)
    return header.identifier.rpartition(":")[2]


def test_scythe_harvests_to_the_end_and_over_a_restart():
    with transaction.atomic():  # one run of the log for all
        series = make_series(title="The series", slug="the-series")
        events = [
            make_event(
                series=series,
                code=f"E{number}",
                start=f"20{number % 3 + 10}-01-26",
                precision="day",
            )
            for number in range(60)
        ]
        quotes = [make_quote(text=f"Words {number}") for number in range(60)]
    quotes[0].delete()
    catch_up()
    with production_server() as origin:
        scythe = Scythe(f"{origin}{OAI}")
        assert scythe.identify().deletedRecord == "persistent"
        for prefix in PREFIXES:
            records = list(scythe.list_records(metadata_prefix=prefix))
            live = {uid_of(record) for record in records if not record.deleted}
            gone = {uid_of(record) for record in records if record.deleted}
            assert (live, gone) == (public_items(), {str(quotes[0].uid)})
            assert len(records) == 121
        members = scythe.list_records(set_="year:2011", ignore_deleted=True)
        assert {uid_of(record) for record in members} == {
            str(event.uid) for event in events if event.start.year == 2011
        }
        assert "series:the-series" in {oai_set.setSpec for oai_set in scythe.list_sets()}
        pages = OAIItemIterator(scythe, {"verb": "ListRecords", "metadataPrefix": "oai_datacite"})
        first = iter(pages)
        half = [uid_of(next(first)) for _ in range(100)]
        token = pages.resumption_token.token
    with production_server() as origin:
        scythe = Scythe(f"{origin}{OAI}", http_config=HTTPConfig(http_method="POST"))
        rest = scythe.list_records(resumption_token=token)
        assert len(half + [uid_of(record) for record in rest]) == 121
        posted = scythe.get_record(f"oai:{origin_name()}:{events[0].uid}")
        assert uid_of(posted) == str(events[0].uid)


def origin_name() -> str:
    return settings.API_ORIGIN.partition("//")[2].partition(":")[0]


def write(rounds: int) -> None:
    """Publish, move, withdraw and delete."""
    event = make_event(series=make_series(title="One", slug="one"), code="E1")
    make_series(title="Two", slug="two")
    for number in range(rounds):
        quotes = [make_quote(text=f"Words {number} {copy}") for copy in range(4)]
        quotes[0].delete()
        quotes[1].unpublish()
        target = SeriesPage.objects.get(slug="two" if number % 2 else "one")
        EventPage.objects.get(pk=event.pk).move(target, pos="last-child")


def test_harvesting_again_and_again_while_others_write_misses_nothing(live_server, settings):
    settings.API_RATE_LIMIT = None
    catch_up()
    errors: list[Exception] = []

    def act() -> None:
        try:
            write(10)
        except Exception as error:  # noqa: BLE001  whatever it is, the test names it
            errors.append(error)
        finally:
            connection.close()

    writer = threading.Thread(target=act)
    writer.start()
    scythe, copy, since, rounds = Scythe(f"{live_server.url}{OAI}"), {}, None, 0
    while True:
        was_writing = writer.is_alive()
        since = harvest_into(copy, scythe, since)
        rounds += 1
        if not was_writing:
            break
    writer.join()
    assert errors == []
    assert rounds > 2
    assert {uid for uid, is_deleted in copy.items() if not is_deleted} == public_items()
    assert sum(copy.values()) == 20


def harvest_into(copy: dict[str, bool], scythe: Scythe, since: str | None) -> str:
    """Take what changed `since` into `{id: is it gone}`; return from when on to ask next."""
    asked = scythe.identify()
    now = asked.xml.getparent().findtext(f"{scythe.oai_namespace}responseDate")
    try:
        for header in scythe.list_identifiers(from_=since):
            copy[uid_of(header)] = header.deleted
    except NoRecordsMatch:
        pass
    return now
