"""What else is rendered when a record changes."""

import pytest

from archive.publisher.after_commit import catch_up
from archive.registry import registry
from cms.models import EventPage
from tests import factories
from tests.archive.helpers import document, settle

pytestmark = pytest.mark.django_db


def test_the_rule_of_a_hidden_event_governs_the_quotes_spoken_there():
    event = factories.make_event(live=False)
    quote = factories.make_quote(
        speaker=factories.make_person(), occasion_event=event, role_then="Chair"
    )
    settle()
    assert document("quote", quote.slug)["role_then"] == "Chair"
    EventPage.objects.filter(pk=event.pk).update(attribution_rule="chatham-house")
    EventPage.objects.get(pk=event.pk).save(clean=False)
    settle()
    assert document("quote", quote.slug)["role_then"] is None


@pytest.mark.parametrize(("field", "others_too"), [("summary", False), ("title", True)])
def test_only_what_others_show_has_them_rendered_again(field, others_too, monkeypatch):
    series = factories.make_series(title="A series")
    first, second, third = (
        factories.make_event(series=series, ordinal=ordinal) for ordinal in (1, 2, 3)
    )
    settle()
    rendered = []
    for resource in (registry["event"], registry["series"]):
        original = resource.render

        def render(object_ids, visibility, keys, original=original):
            rendered.extend(object_ids)
            return original(object_ids, visibility, keys)

        monkeypatch.setattr(resource, "render", render)

    setattr(second, field, "Other words")
    second.save()
    catch_up()

    others = {first.pk, third.pk, series.pk}
    assert set(rendered) == {second.pk} | (others if others_too else set())
    settle()
