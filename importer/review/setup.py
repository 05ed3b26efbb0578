"""The choices above a review: the series, the event and a second page."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.http import urlencode
from wagtail.models import Locale, Page

from cms.admin.links import edit_url, editable_by
from cms.models import EventPage, SeriesPage
from cms.text.numbers import whole_number
from importer.models import ImportedPage, ReviewState

from .access import home_page, may_add_under, pages_for_user, series_for_user
from .matching import event_matches
from .page_facts import series_of_page
from .review import source_of
from .series_match import named_series, series_called

NEW = "new"
CHOICES = ("series", "new_series", "other", "into", "edition")
UNDECIDED = "First choose which event the page is about."


class SetupForm(forms.Form):
    """The choices that decide which values the screen shows. "Apply" keeps all other entries."""

    series: Any = forms.ModelChoiceField(
        queryset=SeriesPage.objects.none(), required=False, empty_label="None"
    )
    new_series = forms.CharField(label="Or a new series", required=False, max_length=255)
    other = forms.ModelChoiceField(
        label="Compare with another page about the same event",
        queryset=ImportedPage.objects.none(),
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
    """The choices above a review, limited to the records that `user` may change."""

    def __init__(self, page: ImportedPage, user: Any, chosen: Any) -> None:
        self.page, self.user = page, user
        series = series_for_user(user).prefetch_related("series_aliases")
        self.named = named_series(page, series)
        if self.named and "series" not in chosen:
            chosen = {**chosen, "series": str(self.named.series.pk)}
        may_make = may_add_under(user, home_page())
        self.offered = self._offered() if may_make and not self.named else ""
        chosen = {"new_series": self.offered, **chosen}
        if not chosen.get("series") and (known := series_called(chosen["new_series"], series)):
            chosen["series"] = str(known.pk)
        self.form = SetupForm(chosen)
        fields: Any = self.form.fields
        fields["series"].queryset = series
        fields["other"].queryset = (
            pages_for_user(user).filter(state=ReviewState.REVIEW).exclude(pk=page.pk)
        )
        self.series = _picked(fields["series"], chosen.get("series"))
        self.new_series = ""
        if self.series or not may_make:
            del fields["new_series"]
        else:
            self.new_series = " ".join(chosen["new_series"].split())
        self.other = _picked(fields["other"], chosen.get("other"))
        self.matches = self._matches()
        fields["into"].choices = [
            *map(self._choice, self.matches),
            (NEW, "Another one. Make a new event"),
        ]
        fields["edition"].queryset = self._editions()
        self.edition = _picked(fields["edition"], chosen.get("edition"))
        events = {str(event.pk): event for event, _ in self.matches}
        self.into = chosen.get("into") or ""
        self.event: EventPage | None = self.edition or events.get(self.into)
        if not self.matches:
            del fields["into"]

    @property
    def is_named(self) -> bool:
        """Whether the page names the chosen series."""
        return self.named is not None and self.named.series == self.series

    @property
    def pages(self) -> list[ImportedPage]:
        return [self.page, *([self.other] if self.other else [])]

    @property
    def parent(self) -> Page:
        return self.series or home_page()

    @property
    def locale(self) -> Locale:
        return self.event.locale if self.event else self.parent.locale

    @property
    def is_decided(self) -> bool:
        """Whether the event is chosen. No choice is needed when no event is similar."""
        return not self.matches or self.event is not None or self.into == NEW

    def chosen(self) -> dict[str, str]:
        """The choices, for the address of the screen and for an unfinished review."""
        return {
            "series": str(self.series.pk) if self.series else "",
            "new_series": self.new_series,
            "other": str(self.other.pk) if self.other else "",
            "into": self.into,
            "edition": str(self.edition.pk) if self.edition else "",
        }

    @property
    def signature(self) -> str:
        """The choices that the screen follows, to notice those that are not applied yet."""
        followed = self.chosen()
        del followed["new_series"]  # no value depends on the name of a series that is to be made
        return urlencode(followed)

    def applied(self, signature: str) -> "Setup":
        """The choices with this signature, for the same page and user."""
        return Setup(self.page, self.user, QueryDict(signature).dict())

    def _offered(self) -> str:
        """The name of the series that the page states. "" when it states none."""
        item = series_of_page(self.page.proposal, self.page.text)
        return item.fields["title"] if item else ""

    def _matches(self) -> list[tuple[EventPage, list[str]]]:
        reasons_by_event: dict[EventPage, list[str]] = {}
        for page in self.pages:
            facts = source_of(page).facts.as_dict()
            for event, reasons in event_matches(facts, self.series, self.parent.locale):
                reasons_by_event.setdefault(event, reasons)
        return list(reasons_by_event.items())

    def _choice(self, match: tuple[EventPage, list[str]]) -> tuple[str, str]:
        event, reasons = match
        label = 'Add to “{}”, which has {}. <a href="{}">Open it</a>'
        name, url = event.get_admin_display_title(), edit_url(EventPage, event.pk)
        return str(event.pk), format_html(label, name, " and ".join(reasons), url)

    def _editions(self) -> Any:
        mine = editable_by(self.user, EventPage)
        return mine.filter(series=self.series).order_by("title") if self.series else mine.none()


def _picked(field: forms.ModelChoiceField, pk: Any) -> Any:
    """The chosen record. None when there is none, or the form does not offer it."""
    queryset: Any = field.queryset
    return queryset.filter(pk=whole_number(str(pk or ""))).first()
