"""What is asked about an endpoint."""

from datetime import datetime
from operator import itemgetter
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput

from archive.models import Entry, Head
from archive.registry import Resource, registry
from webhooks.models import Endpoint


def kinds() -> list[tuple[str, str]]:
    """What can be chosen: `[("document", "Documents"), …]`, by the name."""
    return sorted(((each.kind, name_of(each)) for each in registry), key=itemgetter(1))


def name_of(resource: Resource) -> str:
    """Of the site there is one, which is more than its model."""
    if resource.kind == "site":
        return "Home page and menus"
    return str(capfirst(resource.model._meta.verbose_name_plural))


class EndpointForm(WagtailAdminModelForm):
    """A new endpoint begins at the end of the log: what is public already is not told.

    Of one that is there the rest belongs to the worker, who may write it at the same moment. A new
    address has not failed yet.
    """

    kinds = forms.MultipleChoiceField(
        choices=kinds,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Of which records it is told; of all when none is chosen.",
    )

    class Meta:
        model = Endpoint
        fields = ["name", "url", "kinds"]

    def save(self, commit: bool = True) -> Any:
        if self.instance._state.adding:
            self.instance.cursor = Head.end()
            return super().save(commit)
        self.instance.save(update_fields=self._meta.fields)
        if "url" in self.changed_data and self.instance.is_active:
            self.instance.try_now()
        return self.instance


class ReplayForm(forms.Form):
    """From where on everything is sent again: by number, by time, or all of it."""

    sequence = forms.IntegerField(
        label="From this number in the log on", required=False, min_value=1
    )
    since = forms.DateTimeField(
        label="or from this time on", required=False, widget=AdminDateTimeInput
    )

    def clean_sequence(self) -> int | None:
        """From beyond the log it would hear nothing until the log is there."""
        sequence = self.cleaned_data["sequence"]
        if sequence is not None and sequence > (end := Head.end()):
            raise forms.ValidationError(f"The log ends at number {end}.")
        return sequence

    def clean_since(self) -> datetime | None:
        since = self.cleaned_data["since"]
        if since is not None and since > timezone.now():
            raise forms.ValidationError("This time has not come yet.")
        return since

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        given = [values.get(name) for name in ("sequence", "since") if values.get(name)]
        if len(given) != 1 and not self.errors:
            raise forms.ValidationError("Give a number or a time, and not both.")
        return values

    def cursor(self) -> int:
        """The number that the endpoint has been told of, if it is to hear what comes after it."""
        if self.cleaned_data["sequence"]:
            return self.cleaned_data["sequence"] - 1
        before = Entry.objects.filter(recorded_at__lt=self.cleaned_data["since"])
        return before.order_by("-pk").values_list("pk", flat=True).first() or 0
