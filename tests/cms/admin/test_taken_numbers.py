"""Two editors give the same number to two editions of a series: the second is told at the field."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from cms.admin.next_edition import NextEditionForm
from cms.models import EventPage
from tests import factories
from tests.cms.admin.forms import create_event, errors_in


# SQLite lets one editor write at a time, so nobody comes between.
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_form_of_an_edition_tells_it_when_somebody_came_between(editor, monkeypatch):
    series = factories.make_series()
    clean, others = EventPage.clean, []

    def clean_and_be_slow(event):
        clean(event)
        if not others:
            others.append(threading.Thread(target=write_the_same_number))
            others[0].start()
            others[0].join()

    def write_the_same_number():
        factories.make_event(series=series, slug="first", title="First", ordinal=3)
        connection.close()

    monkeypatch.setattr(EventPage, "clean", clean_and_be_slow)

    response = create_event(editor, series, title="Second", ordinal="3", summary="Long words.")

    assert errors_in(response) == {"ordinal": ["“First” already has this number in the series."]}
    assert "Long words." in response.content.decode()


@pytest.mark.django_db
def test_the_next_edition_tells_it_when_somebody_came_between(editor, monkeypatch):
    """Both forms were right when they were read: the first look here sees nothing wrong."""
    series = factories.make_series()
    last = factories.make_event(series=series, slug="last", ordinal=15)
    factories.make_event(series=series, slug="twin", title="Twin", ordinal=16)
    looks = []
    look = NextEditionForm.clean_ordinal

    def first_without_looking(form):
        looks.append(form)
        return 16 if len(looks) == 1 else look(form)

    monkeypatch.setattr(NextEditionForm, "clean_ordinal", first_without_looking)

    response = editor.post(
        reverse("cms_next_edition", args=[last.pk]), {"title": "On fire", "ordinal": "16"}
    )

    assert response.context["form"].errors == {
        "ordinal": ["“Twin” already has this number in the series."]
    }
    assert len(looks) == 2
    assert not EventPage.objects.filter(title="On fire").exists()
