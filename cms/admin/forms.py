"""What forms know that models cannot: dates in words, and the place a new page will have."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from cms.dates_in_words import Unreadable, read, write
from cms.models.record import free_slug

DATE_FIELDS = ("start", "end", "precision")


class DatedForm(forms.BaseForm):
    """A form of something `Dated`, whose date is typed in words, as a person knows it.

    `when` says what `start`, `end` and `precision` are; they are there unseen, to be compared.
    """

    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "when" in self.fields:
            known = self.instance
            self.initial["when"] = write(known.start, known.end, known.precision)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.add_prefix("when") not in self.data:
            return cleaned
        for name in DATE_FIELDS:
            self.errors.pop(name, None)
        try:
            reading = read(cleaned.get("when", ""))
        except Unreadable as refusal:
            self.add_error("when", str(refusal))
            # What was known before stands until the words can be read.
            cleaned.update({name: getattr(self.instance, name) for name in DATE_FIELDS})
        else:
            cleaned.update({name: getattr(reading, name) for name in DATE_FIELDS})
        return cleaned


def when() -> forms.CharField:
    """The field in which a date is typed."""
    return forms.CharField(
        label="Date",
        required=False,
        max_length=100,
        help_text="As far as it is known: 13–15 January 2016, January 2012, 2012. Leave it empty "
        "when no source states one.",
        widget=forms.TextInput(attrs={"data-reads-dates": reverse_lazy("cms_read_dates")}),
    )


class DatedRecordForm(DatedForm, WagtailAdminModelForm):
    when = when()


class PageForm(WagtailAdminPageForm):
    """A page whose address can be left to its title.

    A script of Wagtail's writes it into the form a moment after the title; who publishes sooner
    sends a form without one, and the page makes the same of its title.
    """

    address_when_empty = "made from the title"

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields[
                "slug"
            ].help_text = (
                f"The last part of the web address. Left empty, it is {self.address_when_empty}."
            )

    def clean_slug(self) -> str:
        given, title = self.cleaned_data["slug"], self.cleaned_data.get("title", "")
        if given or not self.parent_page or slugify(title, allow_unicode=True):
            return given
        # A title of signs alone, such as "…", makes no address.
        siblings = self.parent_page.get_children().exclude(pk=self.instance.pk)
        return free_slug("", self.instance.kind, siblings)


class EventForm(DatedForm, PageForm):
    """An event is judged as an edition of the series it is written under."""

    address_when_empty = "the code in small letters, or made from the title"
    when = when()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        parent = self.parent_page.specific if self.parent_page else None
        if self.instance._state.adding and getattr(parent, "kind", "") == "series":
            self.instance.series = parent

    def clean_slug(self) -> str:
        code = slugify(self.cleaned_data.get("code", ""))
        return self.cleaned_data["slug"] or code or super().clean_slug()

    def _post_clean(self) -> None:
        """Say of a wrong code and the address that was made from it what is wrong with the code."""
        super()._post_clean()
        sent = {name: self.data.get(self.add_prefix(name), "") for name in ("code", "slug")}
        if "code" in self.errors and sent["slug"] in ("", slugify(sent["code"])):
            self.errors.pop("slug", None)
