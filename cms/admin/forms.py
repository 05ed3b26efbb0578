"""The rules of forms: dates as text, the address of a new page, and an expiry in the past."""

from datetime import UTC, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from cms.dates.extended import MAX_EDTF_LENGTH
from cms.dates_in_words import UnreadableDate, read_around, write
from cms.models.dates import DATE_FIELDS
from cms.models.page import NOT_FOR_PAGES, names_beside_pages
from cms.models.record import free_slug
from cms.text.numbers import whole_number
from cms.text.slugs import slug_of
from cms.vocabularies import OrdinalBasis

from .programme.fields import prepare_sessions

MAY_BE_UNSTATED = {"access", "attribution_rule", "mode", "phase"}
NOT_STATED = ("", "Not stated")


class ExpirableForm(forms.BaseForm):
    """A form that saves what has expired.

    Wagtail refuses every expiry in the past, so an expired record could not be changed any more.
    Here the form refuses it only when an editor enters it, or publishes with it.
    """

    def _post_clean(self) -> None:
        if "go_live_at" not in self.errors and self._keeps_expiry and not self._publishes:
            self.errors.pop("expire_at", None)
        super()._post_clean()  # type: ignore[misc]

    @property
    def _keeps_expiry(self) -> bool:
        """Whether the form holds the expiry as it was shown, which is to the minute."""
        if "expire_at" not in self.fields:
            return False
        expiry = self["expire_at"]
        text = expiry.field.widget.format_value(expiry.field.prepare_value(expiry.initial))
        return bool(text) and expiry.data == text

    @property
    def _publishes(self) -> bool:
        return "action-publish" in self.data or self.data.get("workflow-action-name") == "approve"


class DatedForm(forms.BaseForm):
    """A form of something `Dated`. An editor types the date as text, in the field `when`.

    The form derives the fields of the date from it. These are hidden in the form.
    """

    instance: Any
    derived_fields = {"when": DATE_FIELDS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "when" in self.fields:
            self.initial["when"] = write(self.instance.date)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "when" not in self.fields or self.add_prefix("when") not in self.data:
            return cleaned
        for name in DATE_FIELDS:
            self.errors.pop(name, None)
        try:
            reading, is_part = read_around(cleaned.get("when", ""))
        except UnreadableDate as refusal:
            self.add_error("when", str(refusal))
            # Keep the earlier dates until the text can be read.
            cleaned.update({name: getattr(self.instance, name) for name in DATE_FIELDS})
        else:
            cleaned.update(reading.values())
            if is_part:
                cleaned["dates_stated"] = cleaned.get("dates_stated") or cleaned["when"]
        return cleaned


def when() -> forms.CharField:
    """The field for the text of a date."""
    return forms.CharField(
        label="Date",
        required=False,
        max_length=MAX_EDTF_LENGTH,
        help_text="Enter what is known: 13–15 January 2016, 14 and 21 July 2020, January 2012, "
        "spring 2009, circa 1998, 1990s or since 2016. Leave this empty when no source states a "
        "date.",
        widget=forms.TextInput(attrs={"data-reads-dates": reverse_lazy("cms_read_dates")}),
    )


class ExpirableRecordForm(ExpirableForm, WagtailAdminModelForm):
    pass


class DatedRecordForm(DatedForm, ExpirableRecordForm):
    when = when()


class PageForm(ExpirableForm, WagtailAdminPageForm):
    """A page whose address can be empty. Plenary then makes it from the title.

    A script of Wagtail fills in the address a moment after the title. An editor may publish before
    that, and the form arrives without an address.
    """

    address_when_empty = "from the title"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = (
                "The last part of the web address. Leave it empty to make it "
                f"{self.address_when_empty}."
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        slug = cleaned.get("slug")
        is_new = slug and self.parent_page and slug != self.instance.slug
        if is_new and slug in names_beside_pages(self.parent_page):
            self.add_error("slug", NOT_FOR_PAGES.format(slug))
        return cleaned

    def clean_slug(self) -> str:
        slug, title = self.cleaned_data["slug"], self.cleaned_data.get("title", "")
        if not self.parent_page or (slug.isascii() and (slug or slug_of(title))):
            return slug
        # The form fills in an address in the letters of the title. A title such as "…" gives none.
        siblings = self.parent_page.get_children().exclude(pk=self.instance.pk)
        return free_slug(slug, self.instance.kind, siblings)


class EventForm(DatedForm, PageForm):
    """The form checks a new event as an edition of the series above it."""

    address_when_empty = "from the code or the title"
    when = when()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in MAY_BE_UNSTATED & self.fields.keys():
            field: Any = self.fields[name]
            field.choices = [NOT_STATED, *field.choices[1:]]
        parent = self.parent_page.specific if self.parent_page else None
        if self.instance._state.adding and getattr(parent, "kind", "") == "series":
            self.instance.series = parent
        if "programme" in self.formsets:
            prepare_sessions(self.formsets["programme"], self._zone, self._locale)

    @property
    def _locale(self) -> Any:
        event = self.instance if self.instance.locale_id else self.parent_page
        return event.locale if event else None

    @cached_property
    def _zone(self) -> tzinfo:
        """The zone that the form holds. An editor may correct it together with the hours."""
        names = {name: self.add_prefix(name) for name in ("time_zone", "venue")}
        if not self.is_bound or names["time_zone"] not in self.data:
            return self.instance.zone
        pk = self.data.get(names["venue"], "")
        venues = self.instance._meta.get_field("venue").related_model.objects
        venue = venues.filter(pk=whole_number(pk)).first()
        name = self.data[names["time_zone"]].strip() or (venue.time_zone if venue else "")
        # A wrong name is an error at its own field.
        return ZoneInfo(name) if name in available_timezones() else UTC

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """After an autosave, the open form learns what the server has filled in."""
        sessions = self.formsets["programme"].forms if "programme" in self.formsets else ()
        ids = [
            (session.add_prefix("uid"), str(session.instance.uid))
            for session in sessions
            if session.has_changed() and not session.data.get(session.add_prefix("uid"))
        ]
        basis = (self.add_prefix("ordinal_basis"), self.instance.ordinal_basis)
        return [*super().get_field_updates_for_resave(), *ids, basis]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        unknown = cleaned.get("ordinal_basis") == OrdinalBasis.UNKNOWN
        if unknown and cleaned.get("ordinal") and cleaned.get("ordinal_stated"):
            cleaned["ordinal_basis"] = OrdinalBasis.STATED  # a source gives the words for it
        return cleaned

    def clean_slug(self) -> str:
        code = slugify(self.cleaned_data.get("code", ""))
        return self.cleaned_data["slug"] or code or super().clean_slug()

    def _post_clean(self) -> None:
        """When the address was made from a wrong code, show the error of the code only."""
        super()._post_clean()
        sent = {name: self.data.get(self.add_prefix(name), "") for name in ("code", "slug")}
        if "code" in self.errors and sent["slug"] in ("", slugify(sent["code"])):
            self.errors.pop("slug", None)
