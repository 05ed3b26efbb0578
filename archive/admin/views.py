"""The log in the admin: the report, redaction, and the removal of a person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import django_filters
import orjson
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from archive.models import Entry
from archive.models.entry import Action
from archive.redaction import redact
from archive.registry import registry
from archive.removal import reach_of, remove_person
from cms.dates_in_words import write
from cms.models import EventPage, Person, Quote

SHOWN = 100  # lines of what an action changes
T = TypeVar("T")


class EntryFilterSet(WagtailFilterSet):
    key = django_filters.CharFilter(label="Key", lookup_expr="icontains")
    kind = django_filters.ChoiceFilter(
        label="Kind", choices=lambda: [(resource.kind, resource.kind) for resource in registry]
    )
    action = django_filters.ChoiceFilter(label="What happened", choices=Action.choices)

    class Meta:
        model = Entry
        fields = ["key", "kind", "action"]


def redact_url(entry: Entry) -> str | None:
    """The page that redacts `entry`; None for one without content."""
    if entry.action != Action.PUBLISH or entry.redacted_at:
        return None
    return reverse("archive_redact", args=[entry.pk])


def state_of(entry: Entry) -> str:
    if entry.redacted_at:
        return f"Redacted: {entry.redaction_reason}"
    return entry.get_action_display()


class LogReport(ReportView):
    """Every line of the publication log, newest first."""

    model = Entry
    page_title = "Publication log"
    header_icon = "history"
    filterset_class = EntryFilterSet
    index_url_name = "archive_log"
    index_results_url_name = "archive_log_results"
    list_export = ["sequence", "kind", "key", "action", "recorded_at", "digest", "reason"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("archive.view_entry"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self) -> list[Column]:
        number = Column("sequence", label="Number")
        if self.request.user.has_perm("archive.redact_entry"):
            number = TitleColumn("sequence", label="Number", get_url=redact_url)
        return [
            number,
            Column("kind", label="Kind"),
            Column("key", label="Key"),
            Column("state", label="What happened", accessor=state_of),
            DateColumn("recorded_at", label="When"),
        ]

    def get_queryset(self) -> QuerySet:
        return Entry.objects.defer("body").newest_first()


@dataclass(frozen=True)
class Reached:
    """A group of what an action changes, told before it is done: its first lines, and how many."""

    heading: str
    first: list[str]
    more: int


def reached(heading: str, things: Sequence[T], describe: Callable[[T], str]) -> Reached:
    return Reached(heading, [*map(describe, things[:SHOWN])], max(0, len(things) - SHOWN))


class ReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The reason stays in the log permanently. Do not write here what you want to "
        "remove.",
    )


def redact_view(request: HttpRequest, sequence: int) -> HttpResponse:
    """Ask for a reason, then remove one earlier version."""
    if not request.user.has_perm("archive.redact_entry"):
        raise PermissionDenied
    entry = get_object_or_404(Entry, pk=sequence)

    def act(reason: str) -> str:
        redact(entry, reason=reason, user=request.user)
        return f"Number {entry.sequence} is redacted."

    reach = [reached("This version is deleted", [entry], describe_version)] if entry.body else []
    return _ask(request, f"Redact number {entry.sequence}", REDACT_WARNING, act, reach)


def remove_person_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a reason, then remove a person everywhere."""
    if not request.user.has_perms(["archive.redact_entry", "cms.delete_person"]):
        raise PermissionDenied
    person = get_object_or_404(Person, pk=pk)

    def act(reason: str) -> str:
        removal = remove_person(person, reason=reason, user=request.user)
        versions = "version is" if removal.redacted == 1 else "versions are"
        done = f"The person is removed. {removal.redacted} earlier {versions} redacted."
        if removal.still_named:
            places = ", ".join(f"{record.kind} {record.key}" for record in removal.still_named)
            done += f" The name still stands in the words of: {places}. Edit them next."
        return done

    title = f"Remove {person.name} everywhere"
    return _ask(request, title, REMOVE_WARNING, act, what_removal_reaches(person))


REDACT_WARNING = (
    "Plenary deletes the content of this version permanently. Its number, its time, its checksum "
    "and your reason stay. This cannot be undone."
)
REMOVE_WARNING = (
    "Plenary deletes this person in every language, their place in every event, their name on "
    "every quote, and every earlier version that shows them. This cannot be undone."
)


def what_removal_reaches(person: Person) -> list[Reached]:
    reach = reach_of(person)
    groups = [
        reached("These events no longer name the person", reach.events, describe_event),
        reached("These quotes lose their speaker", reach.quotes, describe_quote),
        reached(
            "These versions are deleted, except where the text itself has the name",
            reach.versions,
            describe_version,
        ),
    ]
    return [group for group in groups if group.first]


def describe_quote(quote: Quote) -> str:
    return f"“{quote.text}”"


def describe_event(event: EventPage) -> str:
    dates = write(event.date)
    return f"{event.title}, {dates}" if dates else event.title


def describe_version(entry: Entry) -> str:
    """ "Number 12: the event “A meeting”, published on 3 January 2020 at 12:00"."""
    title = orjson.loads(entry.content)["title"] if entry.damaged_at is None else entry.key
    recorded = localtime(entry.recorded_at)
    when = f"{date_format(recorded, 'j F Y')} at {date_format(recorded, 'H:i')}"
    return f"Number {entry.sequence}: the {entry.kind} “{title}”, published on {when}"


def _ask(
    request: HttpRequest,
    title: str,
    warning: str,
    act: Callable[[str], str],
    reach: list[Reached],
) -> HttpResponse:
    """Say what `act` would do, ask for the reason, and act."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, act(form.cleaned_data["reason"]))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("archive_log")
    context = {"form": form, "title": title, "warning": warning, "reach": reach}
    return TemplateResponse(request, "archive/ask_reason.html", context)
