"""The form of each value: what an editor may correct, by the rules of the content model."""

from typing import Any

from django import forms
from django.utils.html import format_html
from wagtail.models import Locale

from cms.admin.forms import when
from cms.admin.links import edit_url
from cms.dates_in_words import UnreadableDate, read, write
from cms.models import (
    Appearance,
    CallToAction,
    EventPage,
    EventSource,
    Partner,
    Partnership,
    Person,
    Quote,
    Reference,
    Venue,
)
from cms.models.fields import validate_language

from .matching import matches

NOT_CHOSEN = "Say whether it is a record that is there, or not."
MAKE_NEW = "Make a new one"


def of(model: Any, name: str, **options: Any) -> forms.Field:
    """The field that a form of `model` has for `name`, without its help for empty forms."""
    return model._meta.get_field(name).formfield(**{"help_text": "", **options})


def long(model: Any, name: str, rows: int = 3, **options: Any) -> forms.Field:
    return of(model, name, widget=forms.Textarea(attrs={"rows": rows}), **options)


class ItemForm(forms.Form):
    """The fields of one version of a value.

    `uses` names, for each choice of a record, its kind and the field with the words for it. The
    choice is only there when records are: none of them is ever taken unasked.
    """

    uses: dict[str, tuple[Any, str]] = {}
    new_label = MAKE_NEW

    def __init__(self, *args: Any, locale: Locale | None, part: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options: dict[str, dict[str, Any]] = {}
        if part is not None:
            # The row of an event is there already: whom it names stays, what it says may change.
            for name in ("name", "country"):
                self.fields.pop(name, None)
            return
        for use, (model, words) in self.uses.items():
            self._offer(use, matches(model, self._words(words), locale))
        self.order_fields(self.field_order)

    def _words(self, name: str) -> str:
        """What is typed now, or what the source says."""
        typed = self.data.get(self.add_prefix(name)) if self.is_bound else None
        return str(self.initial.get(name, "") if typed is None else typed)

    def _offer(self, use: str, records: list[Any]) -> None:
        if not records:
            return
        self.options[use] = {str(record.pk): record for record in records}
        chosen = [(pk, _label(record)) for pk, record in self.options[use].items()]
        self.fields[use] = forms.ChoiceField(
            label="Is it a record that is there?",
            required=False,
            widget=forms.RadioSelect,
            choices=[*chosen, ("new", self.new_label)],
        )

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
        'Use “{}”{} <a href="{}" target="_blank" rel="noopener">Look at it</a>',
        record,
        state,
        edit_url(type(record), record.pk),
    )


class DatesForm(ItemForm):
    """A date is typed in words, as everywhere in the admin."""

    when = when()
    dates_stated = of(EventPage, "dates_stated")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["when"].help_text = ""
        if "start" in self.initial:
            known = (self.initial[name] for name in ("start", "end", "precision"))
            self.initial.setdefault("when", write(*known))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        try:
            reading = read(cleaned.pop("when", ""))
        except UnreadableDate as refusal:
            self.add_error("when", str(refusal))
            return cleaned
        return cleaned | {
            "start": reading.start,
            "end": reading.end,
            "precision": reading.precision,
        }


class TitleForm(ItemForm):
    title = of(EventPage, "title", label="Title")
    title_stated = of(EventPage, "title_stated")


class CodeForm(ItemForm):
    code = of(EventPage, "code")


class OrdinalForm(ItemForm):
    ordinal = of(EventPage, "ordinal")
    ordinal_basis = of(EventPage, "ordinal_basis")
    ordinal_stated = of(EventPage, "ordinal_stated")


class KindForm(ItemForm):
    event_kind = of(EventPage, "event_kind")


class AccessForm(ItemForm):
    access = of(EventPage, "access")
    access_stated = of(EventPage, "access_stated")


class RuleForm(ItemForm):
    attribution_rule = of(EventPage, "attribution_rule")
    attribution_stated = of(EventPage, "attribution_stated")


class AudienceForm(ItemForm):
    audience_stated = of(EventPage, "audience_stated")


class PhaseForm(ItemForm):
    phase = of(EventPage, "phase")


class ModeForm(ItemForm):
    mode = of(EventPage, "mode")


class PlaceForm(ItemForm):
    place_stated = of(EventPage, "place_stated")

    uses = {"use": (Venue, "place_stated")}
    new_label = "Keep the words alone"


class OrganiserForm(ItemForm):
    name = of(Partner, "name")

    uses = {"use": (Partner, "name")}


class WordsForm(ItemForm):
    words = forms.CharField(label="Word", max_length=100)


class PartnerForm(ItemForm):
    name = of(Partner, "name")
    country = of(Partner, "country")
    role = of(Partnership, "role")
    role_stated = of(Partnership, "role_stated")

    uses = {"use": (Partner, "name")}


class PersonForm(ItemForm):
    name = of(Person, "name")
    capacity = of(Appearance, "capacity")
    role_then = of(Appearance, "role_then")
    affiliation_then = of(Appearance, "affiliation_then")

    uses = {"use": (Person, "name")}


class QuoteForm(DatesForm):
    text = long(Quote, "text", rows=4)
    speaker = of(Person, "name", label="Speaker", required=False)
    role_then = of(Quote, "role_then")
    attribution_stated = of(Quote, "attribution_stated")
    occasion_stated = of(Quote, "occasion_stated")
    language = of(Quote, "language", required=False, validators=[validate_language])

    uses = {"use": (Quote, "text"), "speaker_use": (Person, "speaker")}
    field_order = ["text", "use", "speaker", "speaker_use", "role_then", "attribution_stated"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "use" in self.fields:
            self.fields["use"].label = "Is it a quote that is there?"
        if "speaker_use" in self.fields:
            self.fields["speaker_use"].label = "Is the speaker a person who is there?"

    def clean(self) -> dict[str, Any]:
        """A quote that is there keeps its speaker: nobody is asked who it is."""
        cleaned = super().clean()
        if cleaned.get("use") and "speaker_use" in self.errors:
            del self.errors["speaker_use"]
        return cleaned


class ReferenceForm(DatesForm):
    name = of(Reference, "name")
    reference_kind = of(Reference, "reference_kind")
    symbol = of(Reference, "symbol")
    issuer = of(Reference, "issuer")
    facts_stated = long(Reference, "facts_stated", rows=2)

    uses = {"use": (Reference, "name")}
    field_order = ["name", "use", "reference_kind", "symbol", "issuer", "facts_stated"]


class CallForm(ItemForm):
    label = of(CallToAction, "label")
    action_kind = of(CallToAction, "action_kind")
    url = of(CallToAction, "url", assume_scheme="https")


class BlockForm(ItemForm):
    """A block of the text. Only plain ones can be corrected here; the event's form edits all."""

    text = forms.CharField(label="Words", strip=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial["block"]["type"] not in ("heading", "paragraph"):
            self.fields["text"].disabled = True

    def clean(self) -> dict[str, Any]:
        return super().clean() | {"block": self.initial["block"]}

    def clean_text(self) -> str:
        return self.cleaned_data["text"].replace("\r\n", "\n").strip()


class SourceForm(forms.Form):
    """The page itself, as the event's source."""

    title = of(EventSource, "title", required=True)
    url = of(EventSource, "url", assume_scheme="https")
    retrieved = of(EventSource, "retrieved", widget=forms.DateInput(attrs={"type": "date"}))


# Each value's name for a person, and its form, in the order of the screen.
FORMS: dict[str, tuple[str, type[ItemForm]]] = {
    "title": ("Title", TitleForm),
    "code": ("Code", CodeForm),
    "ordinal": ("Number in the series", OrdinalForm),
    "event_kind": ("Kind", KindForm),
    "kind_stated": ("Words for its kind", WordsForm),
    "dates": ("Dates", DatesForm),
    "phase": ("Phase", PhaseForm),
    "mode": ("Mode", ModeForm),
    "place": ("Place", PlaceForm),
    "access": ("Access", AccessForm),
    "attribution_rule": ("Attribution rule", RuleForm),
    "audience": ("Audience", AudienceForm),
    "organiser": ("Organiser", OrganiserForm),
    "partners": ("Partners", PartnerForm),
    "people": ("People", PersonForm),
    "quotes": ("Quotes", QuoteForm),
    "references": ("References", ReferenceForm),
    "calls_to_action": ("Calls to action", CallForm),
    "body": ("Text", BlockForm),
}
