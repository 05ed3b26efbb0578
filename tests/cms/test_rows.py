"""Records that are made of rows."""

import pytest

from cms.models import EventPage, Partnership
from tests import factories


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["event", "image", "partner", "quote"])
def test_a_record_from_the_database_is_what_its_constructor_makes_of_the_same_values(kind):
    model = type(getattr(factories, f"make_{kind}")())
    record = model.objects.get()
    values = {
        field.attname: getattr(record, field.attname) for field in model._meta.concrete_fields
    }

    made = model(**values)

    assert record._state.fields_cache == made._state.fields_cache == {}
    assert vars(record).keys() - {"_state"} == vars(made).keys() - {"_state"}
    assert record.serializable_data() == made.serializable_data()


def test_a_new_record_takes_its_parts_by_name_and_a_new_page_knows_its_type(db):
    partnership = Partnership(partner=factories.make_partner())
    event = EventPage(title="An edition", partnerships=[partnership])

    assert list(event.partnerships.all()) == [partnership]
    assert event.content_type.model_class() is EventPage
    assert EventPage(None, "00010001").content_type.model_class() is EventPage
