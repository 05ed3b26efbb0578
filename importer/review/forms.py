"""The form for each value. Its fields follow the rules of the content model."""

from typing import Any

from django import forms

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

from .item_form import DatesForm, ItemForm, long_text_field, model_field


class TitleForm(ItemForm):
    title = model_field(EventPage, "title", label="Title")
    title_stated = model_field(EventPage, "title_stated")


class CodeForm(ItemForm):
    code = model_field(EventPage, "code")


class OrdinalForm(ItemForm):
    ordinal = model_field(EventPage, "ordinal")
    ordinal_basis = model_field(EventPage, "ordinal_basis")
    ordinal_stated = model_field(EventPage, "ordinal_stated")


class KindForm(ItemForm):
    event_kind = model_field(EventPage, "event_kind")


class AccessForm(ItemForm):
    access = model_field(EventPage, "access")
    access_stated = model_field(EventPage, "access_stated")


class RuleForm(ItemForm):
    attribution_rule = model_field(EventPage, "attribution_rule")
    attribution_stated = model_field(EventPage, "attribution_stated")


class AudienceForm(ItemForm):
    audience_stated = model_field(EventPage, "audience_stated")


class PhaseForm(ItemForm):
    phase = model_field(EventPage, "phase")


class ModeForm(ItemForm):
    mode = model_field(EventPage, "mode")


class PlaceForm(ItemForm):
    place_stated = model_field(EventPage, "place_stated")

    uses = {"use": (Venue, "place_stated")}
    new_label = "Keep only the words"


class OrganiserForm(ItemForm):
    name = model_field(Partner, "name")

    uses = {"use": (Partner, "name")}


class WordsForm(ItemForm):
    words = forms.CharField(label="Word", max_length=100)


class PartnerForm(ItemForm):
    name = model_field(Partner, "name")
    country = model_field(Partner, "country")
    role = model_field(Partnership, "role")
    role_stated = model_field(Partnership, "role_stated")

    uses = {"use": (Partner, "name")}


class PersonForm(ItemForm):
    name = model_field(Person, "name")
    capacity = model_field(Appearance, "capacity")
    role_then = model_field(Appearance, "role_then")
    affiliation_then = model_field(Appearance, "affiliation_then")

    uses = {"use": (Person, "name")}


class QuoteForm(DatesForm):
    text = long_text_field(Quote, "text", rows=4)
    speaker = model_field(Person, "name", label="Speaker", required=False)
    role_then = model_field(Quote, "role_then")
    attribution_stated = model_field(Quote, "attribution_stated")
    occasion_stated = model_field(Quote, "occasion_stated")
    language = model_field(Quote, "language", required=False, validators=[validate_language])

    uses = {"use": (Quote, "text"), "speaker_use": (Person, "speaker")}
    field_order = ["text", "use", "speaker", "speaker_use", "role_then", "attribution_stated"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "use" in self.fields:
            self.fields["use"].label = "Is it an existing quote?"
        if "speaker_use" in self.fields:
            self.fields["speaker_use"].label = "Is the speaker an existing person?"

    def clean(self) -> dict[str, Any]:
        """An existing quote keeps its speaker, so the speaker needs no choice."""
        cleaned = super().clean()
        if cleaned.get("use") and "speaker_use" in self.errors:
            del self.errors["speaker_use"]
        return cleaned


class ReferenceForm(DatesForm):
    name = model_field(Reference, "name")
    reference_kind = model_field(Reference, "reference_kind")
    symbol = model_field(Reference, "symbol")
    issuer = model_field(Reference, "issuer")
    facts_stated = long_text_field(Reference, "facts_stated", rows=2)

    uses = {"use": (Reference, "name")}
    field_order = ["name", "use", "reference_kind", "symbol", "issuer", "facts_stated"]


class CallForm(ItemForm):
    label = model_field(CallToAction, "label")
    action_kind = model_field(CallToAction, "action_kind")
    url = model_field(CallToAction, "url", assume_scheme="https")


class BlockForm(ItemForm):
    """A block of the body. Only headings and paragraphs can be corrected here."""

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
    """The page as a source of the event."""

    def __init__(
        self, data: Any, *, prefix: str, stated: dict[str, Any], saved: dict[str, str]
    ) -> None:
        self.stated = stated
        super().__init__(data, prefix=prefix, initial=stated | saved)

    title = model_field(EventSource, "title", required=True)
    url = model_field(EventSource, "url", assume_scheme="https")
    retrieved = model_field(
        EventSource, "retrieved", widget=forms.DateInput(attrs={"type": "date"})
    )


# The label and the form of each value, in the order of the screen.
ITEM_FORMS: dict[str, tuple[str, type[ItemForm]]] = {
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
