"""The counts of facets follow every change of the records that they count."""

import pytest
from django.db import connection
from wagtail.models import Locale

from archive.models import Facet, FacetCount, PublicRecord
from archive.publisher.after_commit import catch_up
from archive.publisher.facet_counts import COUNT_ALL, current, wrong_counts
from cms.models import EventTheme
from tests.factories import make_event, make_theme

pytestmark = pytest.mark.django_db


def counts(kind: str, name: str) -> dict[str, int]:
    rows = FacetCount.objects.filter(kind=kind, name=name)
    return dict(rows.values_list("value", "records"))


def test_they_follow_what_comes_changes_and_goes():
    themes = [make_theme(label=label) for label in ("Peace", "Health")]
    event = make_event(title="Of both", start="2012-01-01", precision="year")
    for theme in themes:
        EventTheme.objects.create(event=event, theme=theme)
    make_event(title="Of none")
    catch_up()
    assert counts("event", "theme") == {"": 1, "peace": 1, "health": 1}
    assert counts("event", "") == {"": 2}
    EventTheme.objects.get(event=event, theme=themes[0]).delete()
    event.save_revision().publish()
    catch_up()
    assert counts("event", "theme") == {"": 1, "health": 1}
    event.unpublish()
    catch_up()
    assert counts("event", "theme") == {}
    assert counts("event", "") == {"": 1}
    assert wrong_counts() == []


def test_a_record_that_changes_its_language_is_counted_in_the_other_one():
    theme = make_theme(label="Peace")
    catch_up()
    theme.locale = Locale.objects.create(language_code="fr")
    theme.save()
    catch_up()
    assert set(FacetCount.objects.filter(kind="theme").values_list("locale", flat=True)) == {"fr"}
    assert wrong_counts() == []


def test_a_record_that_comes_back_as_another_row_is_counted_once():
    theme = make_theme(label="Peace")
    catch_up()
    PublicRecord.objects.filter(uid=theme.uid).update(object_id=theme.pk + 1000)
    theme.label = "Peace and quiet"
    theme.save()
    catch_up()
    assert counts("theme", "") == {"": 1}
    assert wrong_counts() == []


def test_what_another_version_of_plenary_has_published_is_counted_with_the_next_entry(monkeypatch):
    catch_up()
    with monkeypatch.context() as old:
        old.setattr("archive.publisher.writer.keep_counts", lambda *_counts: None)
        make_theme(label="Peace")
        catch_up()
    assert not current().exists()
    make_theme(label="Health")
    catch_up()
    assert current().exists()
    assert counts("theme", "") == {"": 2}
    assert wrong_counts() == []


def test_facets_without_a_value_of_another_version_are_no_value():
    theme = make_theme(label="Peace")
    catch_up()
    Facet.objects.create(record_id=theme.uid, name="issuer", value="")
    with connection.cursor() as cursor:
        for statement in COUNT_ALL:
            cursor.execute(statement)
    assert wrong_counts() == []
    theme.label = "Peace and quiet"
    theme.save()
    catch_up()
    assert counts("theme", "issuer") == {}
    assert counts("theme", "") == {"": 1}
    assert wrong_counts() == []


@pytest.mark.parametrize("place", range(1, len(COUNT_ALL)))
def test_what_another_version_publishes_while_all_are_counted_is_counted(monkeypatch, place):
    catch_up()
    with connection.cursor() as cursor, monkeypatch.context() as old:
        old.setattr("archive.publisher.writer.keep_counts", lambda *_counts: None)
        for statement in COUNT_ALL[:place]:
            cursor.execute(statement)
        make_theme(label="Peace")
        catch_up()
        for statement in COUNT_ALL[place:]:
            cursor.execute(statement)
    assert wrong_counts() == []
    make_theme(label="Health")
    catch_up()
    assert counts("theme", "") == {"": 2}
    assert wrong_counts() == []
