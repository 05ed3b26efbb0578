"""The rows of the search index, written in fewer steps than the library takes."""

import pytest
from django.core.management import call_command
from django.db.models import Model
from modelsearch.backends import get_search_backend
from modelsearch.backends.database import SearchBackend
from modelsearch.utils import get_content_type_pk

from archive.models import SearchText
from cms.models import CustomImage, EventPage, Partner, Quote, SeriesPage, Theme
from tests.archive.helpers import settle
from tests.factories import (
    make_event,
    make_image,
    make_partner,
    make_quote,
    make_series,
    make_theme,
)

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def rows(model: type[Model] = SearchText) -> dict[str, tuple]:
    from modelsearch.backends.database.postgres.postgres import IndexEntry

    columns = ("object_id", "title", "autocomplete", "body", "title_text", "body_text")
    own = IndexEntry.objects.filter(content_type_id=get_content_type_pk(model))
    return {number: tuple(row) for number, *row in own.values_list(*columns)}


def test_each_row_is_what_the_library_writes():
    series = make_series(title="Un été de l'Élysée ½")
    make_event(series=series, title="%s: “Don't” \\ {a,b} NULL", summary="Rights & duties's")
    make_partner(name="国際")
    make_quote(text="The well-being of all, the well-being of each.")
    settle()
    ours = rows()
    assert len(ours) == SearchText.objects.count() >= 4

    library = SearchBackend({"SEARCH_CONFIG": "simple"})
    library.add_bulk(SearchText, list(SearchText.objects.all()))

    assert rows() == ours


def test_each_row_of_the_admin_is_what_the_library_writes():
    series = make_series(title="Talks on the Élysée's “rights” \\ {a,b} %s NULL")
    make_event(series=series, title="A day of it", code="AB1", summary=" Rights & duties's ")
    make_event(series=series, title="Another", slug="another")
    make_partner(name="国際", acronym="UN")
    make_theme(label="Peace", alternative_labels="Amity\nConcord")
    make_quote(text="The well-being of all, the well-being of each.")
    make_image(title="A picture", description="Of a hall").tags.add("hall", "A long tag")
    library = SearchBackend({})
    for model in (SeriesPage, EventPage, Partner, Theme, Quote, CustomImage):
        records = list(model.objects.all())
        get_search_backend().add_bulk(model, records)
        ours = rows(model)
        assert len(ours) == len(records) > 0

        library.add_bulk(model, records)

        assert rows(model) == ours, model


def test_all_kinds_can_be_written_anew_and_what_readers_search_is_the_same():
    make_event(series=make_series(title="Talks"), title="Rights")
    settle()
    before = rows()
    call_command("update_index", backend_name="public", verbosity=0)
    assert rows() == before


def test_a_word_of_a_title_has_the_weight_of_titles():
    make_partner(name="Ombudsman")
    settle()
    [title] = [row[0] for row in rows().values() if "ombudsman" in row[0]]
    assert title == "'ombudsman':1A"
