"""What the public document of a record leaves out, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model
from wagtail.models import Page, ReferenceIndex

from archive.registry import registry
from archive.visibility import Visibility
from cms.admin.links import edit_url, editable_by
from cms.admin.warnings import Advice
from cms.attribution import who_agreed
from cms.models import EventPage, Person, Quote


def omissions_of(record: Any, visibility: Visibility, user: Any) -> list[Advice]:
    """Everything that `record` names and that its public document does not show.

    The advice gives `user` the names of records that they may edit. The number of queries does not
    depend on how much is left out.
    """
    omissions = list(_hidden_links(record, visibility, user))
    if isinstance(record, EventPage) and record.hides_names:
        omissions += _unnamed_people(record)
    if isinstance(record, Quote) and record.has_attribution and not record.may_be_attributed:
        event: Any = record.occasion_event
        rule = event.get_attribution_rule_display()
        message = f"Who said it is not published: it was said at “{event}”. The rule there: {rule}."
        way_out = "Clear the event, if the words come from somewhere public."
        omissions.append(Advice(message, way_out, edit_url(Quote, record.pk)))
    return omissions


def _hidden_links(record: Any, visibility: Visibility, user: Any) -> Iterator[Advice]:
    for model, targets in _targets_of(record):
        hidden = [target for target in targets if not visibility.allows(target)]
        pks = [target.pk for target in hidden]
        may_edit = editable_by(user, model).filter(pk__in=pks) if pks else model.objects.none()
        editable = set(may_edit.values_list("pk", flat=True))
        for target in sorted(hidden, key=str):
            kind = target._meta.verbose_name
            if target.pk in editable:
                message = f"The {kind} “{target}” is not public, so it is left out here."
                url = edit_url(model, target.pk)
                yield Advice(message, f"Open the {kind}: it says what keeps it back.", url)
            else:
                message = f"It names a record of the kind “{kind}” that is not public."
                yield Advice(message, "Ask somebody who may edit it.")


def _targets_of(record: Any) -> Iterator[tuple[Any, list[Any]]]:
    """The records with a public document that `record` names, by kind, each once."""
    ids: dict[Any, set[str]] = defaultdict(set)
    references = ReferenceIndex.get_references_for_object(record)
    for reference in references.select_related("to_content_type"):
        ids[reference.to_content_type.model_class()].add(reference.to_object_id)
    for model, pks in sorted(ids.items(), key=lambda item: item[0]._meta.label):
        if not issubclass(model, Page) and registry.of_model(model) is None:
            continue
        records: Iterable[Model] = model._default_manager.filter(pk__in=pks)
        if issubclass(model, Page):
            records = Page.objects.filter(pk__in=pks).specific()
        yield model, [target for target in records if registry.of_model(type(target)) is not None]


def _unnamed_people(event: EventPage) -> Iterator[Advice]:
    """The people whom the rule of the event keeps unnamed."""
    appearances = list(event.appearances.select_related("person"))
    silent = {guest.person for guest in appearances if not event.may_name(guest)}
    chosen = {block["value"] for item in event.programme.all() for block in item.people.raw_data}
    silent |= set(Person.objects.filter(pk__in=chosen - who_agreed(appearances)))
    if silent:
        names = ", ".join(sorted(map(str, silent)))
        yield Advice(
            f"Not named, because the rule is “{event.get_attribution_rule_display()}”: {names}.",
            "Tick “may be named”, under Who, for those who have agreed to it.",
            edit_url(EventPage, event.pk),
        )
