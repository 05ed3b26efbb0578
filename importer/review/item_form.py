"""The base of the forms of a review, with the choice of existing records."""

from collections.abc import Container
from typing import Any

from django import forms
from django.utils.html import format_html
from wagtail.models import Locale

from cms.admin.forms import when
from cms.admin.links import edit_url
from cms.dates_in_words import UnreadableDate, read_around, write
from cms.models import EventPage

from .facts import date_of
from .matching import has_name, matches

NOT_CHOSEN = "Choose an existing record, or a new one."
MAKE_NEW = "Make a new one"


def model_field(model: Any, name: str, **options: Any) -> forms.Field:
    """The form field of `model` for `name`, without its help text."""
    return model._meta.get_field(name).formfield(**{"help_text": "", **options})


def long_text_field(model: Any, name: str, rows: int = 3, **options: Any) -> forms.Field:
    return model_field(model, name, widget=forms.Textarea(attrs={"rows": rows}), **options)


class ItemForm(forms.Form):
    """The fields of one version of a value.

    `uses` gives for each choice of a record its model and the field with its name. The form offers
    the choice only when similar records exist. It chooses the only one that has the name, when
    another edition of the series uses it: the editor has decided on it there.
    """

    uses: dict[str, tuple[Any, str]] = {}
    new_label = MAKE_NEW

    def __init__(
        self,
        data: Any = None,
        *,
        prefix: str,
        stated: dict[str, Any],
        saved: dict[str, str],
        locale: Locale | None,
        part: Any = None,
        known: Container[Any] = (),
    ) -> None:
        """`stated` is what the source states, `saved` what the editor has changed of it. `known`
        are the records that the series uses."""
        self.stated, self.known = stated, known
        super().__init__(data, prefix=prefix, initial=stated | saved)
        self.options: dict[str, dict[str, Any]] = {}
        if part is not None:
            # The event has this row already. Its record stays, its other fields may change.
            for name in ("name", "country"):
                self.fields.pop(name, None)
            return
        for use, (model, name_field) in self.uses.items():
            name = self._words(name_field)
            self._offer(use, matches(model, name, locale), name)
        self.order_fields(self.field_order)

    def _words(self, name: str) -> str:
        """The value that the editor entered, or the value of the source."""
        typed = self.data.get(self.add_prefix(name)) if self.is_bound else None
        return str(self.initial.get(name, "") if typed is None else typed)

    def _offer(self, use: str, records: list[Any], name: str) -> None:
        if not records:
            return
        self.options[use] = {str(record.pk): record for record in records}
        chosen = [(pk, _label(record)) for pk, record in self.options[use].items()]
        self.fields[use] = forms.ChoiceField(
            label="Is it an existing record?",
            required=False,
            widget=forms.RadioSelect,
            choices=[*chosen, ("new", self.new_label)],
        )
        if len(records) == 1 and has_name(records[0], name) and self._is_known(records[0]):
            self.initial.setdefault(use, str(records[0].pk))

    def _is_known(self, record: Any) -> bool:
        """Whether the series uses the record, and nothing says that this is another country's."""
        stated, own = self.stated.get("country"), getattr(record, "country", "")
        return record in self.known and not (stated and own and stated != own)

    def is_open(self) -> bool:
        """Whether the editor has to choose a record before the draft can be made."""
        return any(not self.initial.get(use) for use in self.options)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for use, records in self.options.items():
            if not cleaned.get(use):
                self.add_error(use, NOT_CHOSEN)
            else:
                cleaned[use] = records.get(cleaned[use])
        return cleaned


def _label(record: Any) -> str:
    state = "" if record.live else ", a draft"
    return format_html(
        'Use “{}”{} <a href="{}" target="_blank" rel="noopener">Open it</a>',
        record,
        state,
        edit_url(type(record), record.pk),
    )


class DatesForm(ItemForm):
    """The editor enters a date in words, as everywhere in the admin."""

    when = when()
    dates_stated = model_field(EventPage, "dates_stated")

    def __init__(self, data: Any = None, *, stated: dict[str, Any], **kwargs: Any) -> None:
        if "start" in stated:
            stated = {**stated, "when": write(date_of(stated))}
        super().__init__(data, stated=stated, **kwargs)
        self.fields["when"].help_text = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        try:
            date, is_part = read_around(when := cleaned.pop("when", ""))
        except UnreadableDate as refusal:
            self.add_error("when", str(refusal))
            return cleaned
        if is_part:
            cleaned["dates_stated"] = cleaned.get("dates_stated") or when
        return cleaned | date.values()
