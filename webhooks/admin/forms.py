"""The forms of an endpoint."""

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
from cms.admin.numbers import NumberField
from webhooks.models import Endpoint


def kinds() -> list[tuple[str, str]]:
    """The choices, sorted by name: `[("document", "Documents"), …]`."""
    return sorted(((kind.kind, name_of(kind)) for kind in registry), key=itemgetter(1))


def name_of(resource: Resource) -> str:
    """There is one site, and its document holds more than the home page."""
    if resource.kind == "site":
        return "Home page and menus"
    return str(capfirst(resource.model._meta.verbose_name_plural))


class EndpointForm(WagtailAdminModelForm):
    """A new endpoint begins at the end of the log, so it gets no message about older changes.

    When an endpoint changes, the form saves only its own fields. The worker may write the others at
    the same moment. A new address has not failed yet, so it is tried at once.
    """

    kinds = forms.MultipleChoiceField(
        choices=kinds,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Records",
        help_text="Notify about these records. Choose none to notify about all records.",
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
    """Where the replay begins: a number in the log or a time."""

    sequence = NumberField(label="From this number in the log", required=False, min_value=1)
    since = forms.DateTimeField(
        label="or from this time", required=False, widget=AdminDateTimeInput
    )

    def clean_sequence(self) -> int | None:
        """A number beyond the log would stop all messages until the log reaches it."""
        sequence = self.cleaned_data["sequence"]
        if sequence is not None and sequence > (end := Head.end()):
            raise forms.ValidationError(f"The log ends at number {end}.")
        return sequence

    def clean_since(self) -> datetime | None:
        since = self.cleaned_data["since"]
        if since is not None and since > timezone.now():
            raise forms.ValidationError("This time is in the future.")
        return since

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        starts = [values.get(name) for name in ("sequence", "since") if values.get(name)]
        if len(starts) != 1 and not self.errors:
            raise forms.ValidationError("Enter a number or a time, not both.")
        return values

    def cursor(self) -> int:
        """The number before the first entry to send again."""
        if self.cleaned_data["sequence"]:
            return self.cleaned_data["sequence"] - 1
        before = Entry.objects.filter(recorded_at__lt=self.cleaned_data["since"])
        return before.order_by("-pk").values_list("pk", flat=True).first() or 0
