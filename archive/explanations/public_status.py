"""Explains to editors why a record is public or not. `Visibility` decides it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.log_actions import registry as editors_log
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    DraftStateMixin,
    Page,
    PageViewRestriction,
    WorkflowMixin,
    WorkflowState,
)

from archive.models import Pending
from archive.visibility import Visibility, has_expired
from cms.admin.links import edit_url
from cms.admin.warnings import Advice
from cms.models import Release, ScheduleFailure


@dataclass(frozen=True)
class PublicStatus:
    """Whether a record is public, every reason if it is not, and what else is under way."""

    is_public: bool
    reasons: list[Advice]
    notes: list[Advice]


def public_status_of(record: Any, visibility: Visibility) -> PublicStatus:
    """Why `record`, as it is saved and not as its draft has it, is public or not."""
    is_public = visibility.allows(record)
    reasons = [*_of_publishing(record, visibility.now), *hidden_by_others(record, visibility)]
    under_way = list(_of_moderation(record))
    if not is_public and not getattr(record, "live", True):
        reasons += under_way
        under_way = []
    notes = [*_of_newer_draft(record), *under_way, *_of_expiry(record, visibility.now)]
    return PublicStatus(is_public, reasons, [*notes, *_of_the_log(record)])


def hidden_by_others(record: Any, visibility: Visibility) -> list[Advice]:
    """What hides `record` even when it is published."""
    return [
        *_of_pages_above(record),
        *_of_source(record, visibility),
        *_of_collection(record),
    ]


def date_and_time(moment: datetime) -> str:
    """A moment as the admin says it: "3 May 2026, 10:00"."""
    return date_format(localtime(moment), "j F Y, H:i")


def _of_publishing(record: Any, now: datetime) -> Iterator[Advice]:
    if not isinstance(record, DraftStateMixin):
        return
    url = edit_url(type(record), record.pk)
    is_over = has_expired(record, now)
    if is_over:
        message = f"It expired on {date_and_time(record.expire_at)}."
        yield Advice(message, "Clear the date under Set schedule, or change it, and publish.", url)
    if not record.live:
        if not (is_over and record.expired):
            yield _of_a_draft(record, url)
    elif record.go_live_at is not None and record.go_live_at > now:
        message = f"It goes live by itself on {date_and_time(record.go_live_at)}."
        yield Advice(message, "Wait for it, or clear the date under Set schedule and publish.", url)


def _of_a_draft(record: Any, url: str) -> Advice:
    """Why there is no more than a draft now."""
    if failure := ScheduleFailure.objects.of(record).first():
        return _of_failure(failure, url)
    if release := Release.objects.scheduled().holding(record).first():
        return _of_release(release, "It")
    if (scheduled := record.scheduled_revision) is not None:
        message = f"It goes live by itself on {date_and_time(scheduled.approved_go_live_at)}."
        return Advice(
            message, "Wait for it, or clear the date under Set schedule and publish.", url
        )
    if record.expired:
        message = "It was taken out of public view when it expired."
        return Advice(message, "Publish it again, with a later date or none.", url)
    if record.first_published_at is None:
        message = "It was never published: so far it is a draft."
        return Advice(message, "Open it and publish it, or submit it to those who may.", url)
    return Advice(_unpublished_message(record), "Open it and publish it again.", url)


def _of_failure(failure: ScheduleFailure, url: str) -> Advice:
    return Advice(f"{failure}", "Correct it and publish it. Plenary also tries it again.", url)


def _of_release(release: Release, what: str) -> Advice:
    when = date_and_time(release.go_live_at) if release.go_live_at else ""
    message = f"{what} goes live with the release “{release}” on {when}."
    way_out = "Wait for it, or cancel the schedule of the release."
    return Advice(message, way_out, edit_url(Release, release.pk))


def _unpublished_message(record: Any) -> str:
    logs = editors_log.get_logs_for_instance(record).filter(action="wagtail.unpublish")
    latest = logs.select_related("user").first()
    if latest is None:
        return "It was unpublished."
    who = f" by {latest.user}" if latest.user else ""
    return f"It was unpublished on {date_and_time(latest.timestamp)}{who}."


def _of_pages_above(record: Any) -> Iterator[Advice]:
    """The private ones among a page and those that it lies under."""
    if not isinstance(record, Page):
        return
    restrictions = PageViewRestriction.objects.filter(page__path__in=_paths(record))
    for restriction in _real(restrictions).select_related("page").order_by("page__path"):
        kind = restriction.get_restriction_type_display().lower()
        message, way_out = f"This page is {kind}.", "Open Status › Privacy, and choose Public."
        if restriction.page_id != record.pk:
            message = (
                f"“{restriction.page}”, which it lies under, is {kind}; so is every page under it."
            )
            way_out = "Open that page, then Status › Privacy, and choose Public."
        yield Advice(message, way_out, edit_url(Page, restriction.page_id))


def _of_source(record: Any, visibility: Visibility) -> Iterator[Advice]:
    """The page that an alias follows, if it is hidden."""
    if not isinstance(record, Page) or record.alias_of_id is None:
        return
    source: Any = record.alias_of.specific
    if not visibility.allows(source):
        message = f"It is an alias of “{source}”, which is not public."
        url = edit_url(type(source), source.pk)
        yield Advice(message, "Publish that page, or see why it is hidden.", url)


def _of_collection(record: Any) -> Iterator[Advice]:
    """The private ones among the collection of a file and those above it."""
    collection: Collection | None = getattr(record, "collection", None)
    if collection is None:
        return
    paths = _paths(collection)
    restrictions = CollectionViewRestriction.objects.filter(collection__path__in=paths)
    for restriction in (
        _real(restrictions).select_related("collection").order_by("collection__path")
    ):
        message = f"Its collection, “{restriction.collection}”, is private."
        if restriction.collection_id != collection.pk:
            message = f"Its collection lies in “{restriction.collection}”, which is private."
        way_out = "Move it to another collection, or ask for that one to be made public."
        yield Advice(message, way_out, edit_url(type(record), record.pk))


def _paths(node: Any) -> list[str]:
    """The tree paths of `node` and of all above it."""
    return [node.path[:end] for end in range(node.steplen, len(node.path) + 1, node.steplen)]


def _real(restrictions: Any) -> Any:
    """Without those that restrict nothing."""
    return restrictions.exclude(restriction_type=PageViewRestriction.NONE)


def _of_moderation(record: Any) -> Iterator[Advice]:
    state = record.current_workflow_state if isinstance(record, WorkflowMixin) else None
    if state is None or state.current_task_state is None:
        return
    task = state.current_task_state.task.specific
    groups = ", ".join(str(group) for group in task.groups.all()) if hasattr(task, "groups") else ""
    whom = groups or task.name
    url = edit_url(type(record), record.pk)
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        message = f"It was sent back from moderation: {whom} asked for changes."
        yield Advice(message, "Make the changes, and submit it again.", url)
    else:
        since = date_and_time(state.current_task_state.started_at)
        yield Advice(f"It waits in moderation for {whom}, since {since}.", "Ask them.", url)


def _of_newer_draft(record: Any) -> Iterator[Advice]:
    if not getattr(record, "live", False) or not record.has_unpublished_changes:
        return
    url = edit_url(type(record), record.pk)
    of_date = f" of {date_and_time(record.last_published_at)}" if record.last_published_at else ""
    message = f"A newer draft waits. Readers see the version{of_date}."
    yield Advice(message, "Publish the draft when it is ready.", url)
    if failure := ScheduleFailure.objects.of(record).first():
        yield _of_failure(failure, url)
    elif release := Release.objects.scheduled().holding(record).first():
        yield _of_release(release, "The draft")
    elif (scheduled := record.scheduled_revision) is not None:
        goes_live_at = date_and_time(scheduled.approved_go_live_at)
        message = f"A newer version goes live by itself on {goes_live_at}."
        yield Advice(message, "Change the date under Set schedule if that is wrong.", url)


def _of_expiry(record: Any, now: datetime) -> Iterator[Advice]:
    expiry = getattr(record, "expire_at", None)
    if expiry is not None and record.live and expiry > now:
        yield Advice(
            f"It expires by itself on {date_and_time(expiry)}.",
            "Change the date under Set schedule if that is wrong.",
            edit_url(type(record), record.pk),
        )


def _of_the_log(record: Any) -> Iterator[Advice]:
    pending = Pending.objects.filter(kind=record.kind, object_id=record.pk)
    problems = list(pending.values_list("problem", flat=True))
    if any(problems):
        message = "The log could not take the latest change, so readers still see what was before."
        yield Advice(message, "Tell whoever runs this site.")
    elif problems:
        message = "The latest change is saved, but the publication log has not taken it yet."
        yield Advice(message, "Wait a minute. If this stays, tell whoever runs this site.")
