"""One value of a review: its versions, and the choice between them."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from wagtail.models import Locale

from .forms import ITEM_FORMS, ItemForm, SourceForm
from .merging import FactVersion, Value
from .presentation import SURE, display_fields, evidence_text, span_reference

DROP = "drop"
UNDECIDED = "Choose what to do with this value."


@dataclass(frozen=True)
class Entries:
    """What an editor entered: `data` is sent now, `saved` is what they changed before."""

    data: Any
    saved: dict[str, str]
    locale: Locale
    # The records that the series of the event uses.
    known: Container[Any] = ()

    def saved_for(self, prefix: str) -> dict[str, str]:
        """The saved values for the form with `prefix`."""
        start = f"{prefix}-"
        return {
            name.removeprefix(start): value
            for name, value in self.saved.items()
            if name.startswith(start)
        }


class Part(NamedTuple):
    """One input of the form. Before any answer it holds `stated`, when it was opened `initial`."""

    name: str
    field: forms.Field
    stated: Any
    initial: Any


def parts_of(form: ItemForm | SourceForm) -> Iterator[Part]:
    for name, field in form.fields.items():
        initial = form.get_initial_for_field(field, name)
        yield Part(form.add_prefix(name), field, form.stated.get(name), initial)


class Decision:
    """One value on the screen: its versions, each with a form, and the choice between them."""

    def __init__(self, value: Value, entries: Entries) -> None:
        self.name, self.key, self.versions = value.name, value.key, value.versions
        self.forms = {version.token: self._form(version, entries) for version in self.versions}
        self.is_conflict = len(self.versions) > 1
        self.choice = self._choice(entries)

    def _form(self, version: FactVersion, entries: Entries) -> ItemForm | None:
        """The form of a version. A version that the event has already needs none."""
        if version.is_there:
            return None
        saved: dict[str, str] = {}
        for token in [*(page.token for page in reversed(version.pages)), version.token]:
            saved |= entries.saved_for(f"{self.key}-{token}")
        return ITEM_FORMS[self.name][1](
            entries.data,
            prefix=f"{self.key}-{version.token}",
            stated=version.fields,
            saved=saved,
            locale=entries.locale,
            part=version.part,
            known=entries.known,
        )

    def _choice(self, entries: Entries) -> forms.Form:
        form = forms.Form(entries.data, prefix=self.key)
        form.fields["choice"] = forms.ChoiceField(
            label="What to do with it",
            choices=list(self._choices()),
            widget=forms.RadioSelect,
            initial=self._saved_choice(entries.saved_for(self.key).get("choice", "")),
            error_messages={"required": UNDECIDED},
        )
        return form

    def _choices(self) -> Iterator[tuple[str, str]]:
        for version in self.versions:
            if not self.is_conflict:
                yield version.token, "Add to the event" if version.is_filled else "Keep"
            elif version.is_there:
                yield version.token, "Keep the value of the event"
            else:
                yield version.token, f"Use the value of {version.sources[0].label}"
        if not any(version.is_there for version in self.versions):
            yield DROP, "Drop" if not self.is_conflict else "Use none of them"

    def _saved_choice(self, saved: str) -> str:
        """The choice of the editor. It may name a page that agrees with another version now."""
        if saved in dict(self._choices()):
            return saved
        agreeing = (
            version.token
            for version in self.versions
            if saved in [page.token for page in version.pages]
        )
        return next(agreeing, self._default())

    def _default(self) -> str:
        """Keep a sure value. The editor decides on an unsure value and on a contradiction."""
        version = self.versions[0]
        sure = all(evidence.confidence >= SURE for _, evidence in version.evidence)
        return version.token if sure and not self.is_conflict else ""

    @property
    def chosen(self) -> FactVersion | None:
        """The version that the editor chose. None when they dropped the value."""
        token = self.choice.cleaned_data["choice"]
        return next((version for version in self.versions if version.token == token), None)

    @property
    def chosen_form(self) -> ItemForm | None:
        return self.forms[self.chosen.token] if self.chosen else None

    def is_valid(self) -> bool:
        """Whether the choice and the form of the chosen version are valid."""
        if not self.choice.is_valid():
            return False
        return self.chosen_form is None or self.chosen_form.is_valid()

    def waits(self) -> bool:
        """Whether the editor has to choose, or to correct what was sent."""
        if not self.choice.is_bound:
            chosen = self.choice.fields["choice"].initial
            form = self.forms.get(chosen)
            return not chosen or (form is not None and form.is_open())
        return bool(self.choice.errors or (self.chosen_form and self.chosen_form.errors))

    def fields(self) -> dict[str, Any] | None:
        """The fields for the event. None when the decision adds nothing."""
        if self.chosen is None or self.chosen_form is None:
            return None
        part = {"part": self.chosen.part} if self.chosen.part else {}
        return self.chosen_form.cleaned_data | part

    def parts(self) -> Iterator[Part]:
        choice = self.choice.fields["choice"]
        yield Part(self.choice.add_prefix("choice"), choice, self._default(), choice.initial)
        for form in filter(None, self.forms.values()):
            yield from parts_of(form)

    def rows(self) -> list[dict[str, Any]]:
        """For the template: each version with its form or its values, and its evidence."""
        return [
            {
                "form": self.forms[version.token],
                "fields": list(display_fields(ITEM_FORMS[self.name][1], version.fields)),
                "from": ", ".join(source.label for source in version.sources),
                "spans": " ".join(span_reference(*evidence) for evidence in version.evidence),
                "evidence": [evidence_text(*evidence) for evidence in version.evidence],
            }
            for version in self.versions
        ]
