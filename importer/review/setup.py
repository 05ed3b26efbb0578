"""What a review is about: which series, which event, and which other page beside this one."""

from typing import Any

from django import forms
from django.utils.html import format_html
from wagtail.models import Locale, Page

from cms.admin.links import edit_url, editable_by
from cms.models import EventPage, SeriesPage
from importer.models import Reading, State

from .access import readings_of, series_of, top
from .matching import event_matches
from .review import source_of

NEW = "new"
UNDECIDED = "Say first which event the page is about."


class SetupForm(forms.Form):
    """Sent by GET, for it changes what is shown and nothing else."""

    series: Any = forms.ModelChoiceField(
        queryset=SeriesPage.objects.none(), required=False, empty_label="None"
    )
    other = forms.ModelChoiceField(
        label="Read together with another page about the same event",
        queryset=Reading.objects.none(),
        required=False,
        empty_label="No other page",
    )
    into = forms.ChoiceField(
        label="Which event is it about?", required=False, widget=forms.RadioSelect
    )
    edition: Any = forms.ModelChoiceField(
        label="Or another edition of the series",
        queryset=EventPage.objects.none(),
        required=False,
        empty_label="None of them",
    )


class Setup:
    """The choices above a review, each of them checked against what `user` may do."""

    def __init__(self, reading: Reading, user: Any, chosen: Any) -> None:
        self.reading, self.user = reading, user
        self.form = SetupForm(chosen)
        fields: Any = self.form.fields
        fields["series"].queryset = series_of(user)
        fields["other"].queryset = (
            readings_of(user).filter(state=State.REVIEW).exclude(pk=reading.pk)
        )
        self.series = _picked(fields["series"], chosen.get("series"))
        self.other = _picked(fields["other"], chosen.get("other"))
        self.matches = self._matches()
        fields["into"].choices = [*map(self._choice, self.matches), (NEW, "Another one: make it")]
        fields["edition"].queryset = self._editions()
        self.edition = _picked(fields["edition"], chosen.get("edition"))
        known = {str(event.pk): event for event, _ in self.matches}
        self.into = chosen.get("into") or ""
        self.event: EventPage | None = self.edition or known.get(self.into)
        if not self.matches:
            del fields["into"]

    @property
    def readings(self) -> list[Reading]:
        return [self.reading, *([self.other] if self.other else [])]

    @property
    def parent(self) -> Page:
        return self.series or top()

    @property
    def locale(self) -> Locale:
        return self.event.locale if self.event else self.parent.locale

    @property
    def is_decided(self) -> bool:
        """Whether it is said which event it is; nothing needs to be said when none is like it."""
        return not self.matches or self.event is not None or self.into == NEW

    def chosen(self) -> dict[str, str]:
        """As hidden fields, and as an unfinished review keeps it."""
        return {
            "series": str(self.series.pk) if self.series else "",
            "other": str(self.other.pk) if self.other else "",
            "into": self.into if self.matches else "",
            "edition": str(self.edition.pk) if self.edition else "",
        }

    def _matches(self) -> list[tuple[EventPage, list[str]]]:
        found: dict[EventPage, list[str]] = {}
        for reading in self.readings:
            facts = source_of(reading).said.facts()
            for event, reasons in event_matches(facts, self.series, self.parent.locale):
                found.setdefault(event, reasons)
        return list(found.items())

    def _choice(self, match: tuple[EventPage, list[str]]) -> tuple[str, str]:
        event, reasons = match
        words = 'It is “{}”, which has {}: add to it. <a href="{}">Look at it</a>'
        name, url = event.get_admin_display_title(), edit_url(EventPage, event.pk)
        return str(event.pk), format_html(words, name, " and ".join(reasons), url)

    def _editions(self) -> Any:
        mine = editable_by(self.user, EventPage)
        return mine.filter(series=self.series).order_by("title") if self.series else mine.none()


def _picked(field: forms.ModelChoiceField, pk: Any) -> Any:
    """The record that was picked; None when there is none, or it is not among those offered."""
    if not str(pk or "").isdecimal():
        return None
    queryset: Any = field.queryset
    return queryset.filter(pk=pk).first()
