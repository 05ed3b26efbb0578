"""What else is rendered when a record changes."""

import pytest

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
