"""The editors of a series, and an edition that shows a record of any kind."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from modelcluster.models import get_all_child_relations

from cms.belonging.groups import make_group
from cms.models import EventPage
from tests.cms.admin.conftest import user


def series_editor(series, name: str = "ada", *, publishes: bool = True):
    group = Group.objects.filter(name=f"Editors of {series}").first()
    group = group or make_group(series, f"Editors of {series}", [], publishes=publishes)
    person = user(name)
    person.groups.add(group)
    return person


def again(person):
    """The person as the next request has them."""
    return get_user_model().objects.get(pk=person.pk)


def show(event: EventPage, record) -> EventPage:
    """Let `event` show `record` in the first place that it has for its kind."""
    for field in EventPage._meta.fields:
        if field.related_model is type(record):
            setattr(event, field.name, record)
            event.save()
            return event
    for relation in get_all_child_relations(EventPage):
        part = relation.related_model
        for field in part._meta.fields:
            if field.related_model is type(record):
                part.objects.create(
                    **{relation.field.name: event, field.name: record}, sort_order=1
                )
                event.save()
                return event
    raise AssertionError(f"no place for {record!r}")
