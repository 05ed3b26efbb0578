"""A review: every value that sources state, and what an editor decides on each."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from wagtail.models import Locale

from cms.models import EventPage, EventSource
from importer.models import Reading

from .existing_event import of_event
from .facts import LISTS, Item, of_page
from .forms import FORMS, ItemForm, SourceForm
from .merging import Source, Value, Version, lay_out
from .presentation import SURE, place, rest, shown, told

DROP = "drop"
UNDECIDED = "Say what to do with this value."


def source_of(reading: Reading) -> Source:
    return Source(reading.name, of_page(reading.proposal, reading.text, reading.language), reading)


class Decision:
    """One value on the screen: its versions, each with a form, and the choice between them."""

    def __init__(self, value: Value, review: "Review") -> None:
        self.name, self.key, self.versions = value.name, value.key, value.versions
        self.forms = {each.token: self._form(each, review) for each in self.versions}
        self.is_conflict = len(self.versions) > 1
        self.choice = self._choice(review)

    def _form(self, version: Version, review: "Review") -> ItemForm | None:
        """What the event says already is not corrected here: it is what stays."""
        if version.is_there:
            return None
        form_class, prefix = FORMS[self.name][1], f"{self.key}-{version.token}"
        return form_class(
            review.data,
            prefix=prefix,
            initial=version.fields | review.saved_for(prefix),
            locale=review.locale,
            part=version.part,
        )

    def _choice(self, review: "Review") -> forms.Form:
        form = forms.Form(review.data, prefix=self.key)
        form.fields["choice"] = forms.ChoiceField(
            label="What to do with it",
            choices=list(self._choices()),
            widget=forms.RadioSelect,
            initial=review.saved_for(self.key).get("choice", self._default()),
            error_messages={"required": UNDECIDED},
        )
        return form

    def _choices(self) -> Iterator[tuple[str, str]]:
        for version in self.versions:
            if not self.is_conflict:
                yield version.token, "Add to the event" if version.is_filled else "Keep"
            elif version.is_there:
                yield version.token, "Leave it as the event has it"
            else:
                yield version.token, f"Use that of {version.sources[0].label}"
        if not any(version.is_there for version in self.versions):
            yield DROP, "Drop" if not self.is_conflict else "Use none of them"

    def _default(self) -> str:
        """Keep what is sure. What is not, and what contradicts, is for the editor to say."""
        version = self.versions[0]
        sure = all(each.confidence >= SURE for _, each in version.evidence)
        return version.token if sure and not self.is_conflict else ""

    @property
    def chosen(self) -> Version | None:
        """The version that was chosen, once the choice is valid; None when it was dropped."""
        token = self.choice.cleaned_data["choice"]
        return next((each for each in self.versions if each.token == token), None)

    @property
    def chosen_form(self) -> ItemForm | None:
        return self.forms[self.chosen.token] if self.chosen else None

    def is_valid(self) -> bool:
        """Whether all is said that must be. What was not chosen may hold anything."""
        if not self.choice.is_valid():
            return False
        return self.chosen_form is None or self.chosen_form.is_valid()

    def has_errors(self) -> bool:
        if not self.choice.is_bound:
            return False
        return bool(self.choice.errors or (self.chosen_form and self.chosen_form.errors))

    def fields(self) -> dict[str, Any] | None:
        """What goes into the event; None when nothing of it does."""
        if self.chosen is None or self.chosen_form is None:
            return None
        part = {"part": self.chosen.part} if self.chosen.part else {}
        return self.chosen_form.cleaned_data | part

    def rows(self) -> list[dict[str, Any]]:
        """For the template: each version with its form, or its values, and what it rests on."""
        return [
            {
                "form": self.forms[each.token],
                "shown": list(shown(FORMS[self.name][1], each.fields)),
                "from": ", ".join(source.label for source in each.sources),
                "spans": " ".join(place(*found) for found in each.evidence),
                "evidence": [told(*found) for found in each.evidence],
            }
            for each in self.versions
        ]


class Review:
    """All decisions on what `readings` say, into `event` or a new one of `locale`."""

    def __init__(
        self,
        readings: list[Reading],
        *,
        locale: Locale,
        event: EventPage | None = None,
        data: Any = None,
        answers: dict[str, str] | None = None,
    ) -> None:
        self.readings, self.locale, self.data = readings, locale, data
        self.saved = answers or {}
        sources = [source_of(reading) for reading in readings]
        if event is not None:
            version: Any = event.get_latest_revision_as_object()
            label = f"The event “{event.get_admin_display_title()}”"
            sources.insert(0, Source(label, of_event(version)))
        if not any("title" in each.said.single for each in sources):
            # No event is without a title: where no source states one, there is a place for it.
            sources[-1].said.single["title"] = Item({"title": "", "title_stated": ""})
        values, self.agreed = lay_out(sources)
        found = [Decision(value, self) for value in values]
        self.decisions = sorted(found, key=lambda each: list(FORMS).index(each.name))
        self.sources = {each.pk: self._source_form(each) for each in readings}
        self.problems: list[str] = []

    def _source_form(self, reading: Reading) -> SourceForm:
        prefix = f"source-page{reading.pk}"
        known = {"title": reading.name, "url": reading.address}
        return SourceForm(self.data, prefix=prefix, initial=known | self.saved_for(prefix))

    def saved_for(self, prefix: str) -> dict[str, str]:
        """What an unfinished review has for the form with `prefix`."""
        start = f"{prefix}-"
        return {
            name.removeprefix(start): value
            for name, value in self.saved.items()
            if name.startswith(start)
        }

    def answers(self) -> dict[str, str]:
        """All that the forms were sent, right or wrong, to be taken up again."""
        shown = [form for each in self.decisions for form in each.forms.values() if form]
        every = [*shown, *(each.choice for each in self.decisions), *self.sources.values()]
        names = [form.add_prefix(name) for form in every for name in form.fields]
        return {name: self.data[name] for name in names if name in self.data}

    @cached_property
    def sections(self) -> list[tuple[str, list[Decision]]]:
        """`[("Partners", [decision, …])]` of each kind of value that is there."""
        return [
            (label, [each for each in self.decisions if each.name == name])
            for name, (label, _) in FORMS.items()
            if any(each.name == name for each in self.decisions)
        ]

    def is_valid(self) -> bool:
        judged = [each.is_valid() for each in self.decisions]
        judged += [each.is_valid() for each in self.sources.values()]
        return all(judged)

    def waiting(self) -> list[tuple[str, str]]:
        """`[("Organiser", "organiser")]`: each value that is not settled, and its key."""
        return [(FORMS[each.name][0], each.key) for each in self.decisions if each.has_errors()]

    def facts(self) -> dict[str, Any]:
        """What was decided, as `create.make` and `create.extend` take it."""
        facts: dict[str, Any] = {name: [] for name in LISTS}
        for decision in self.decisions:
            fields = decision.fields()
            if fields is None:
                continue
            if decision.name in LISTS:
                facts[decision.name].append(fields)
            else:
                facts[decision.name] = fields
        return facts

    def event_sources(self) -> list[EventSource]:
        return [
            EventSource(**form.cleaned_data, speaks_for="\n".join(self._spoken_for(pk)))
            for pk, form in self.sources.items()
        ]

    def _spoken_for(self, pk: int) -> list[str]:
        """The names of what the page `pk` states and the event then says."""
        names = {name for name, stated in self.agreed.items() if _has(pk, stated)}
        for decision in self.decisions:
            if decision.chosen is not None and _has(pk, decision.chosen.sources):
                names.add(decision.name)
        return [name for name in FORMS if name in names]

    def rest(self) -> list[tuple[Reading, list[dict[str, str]]]]:
        """What each page says that no part of a draft holds."""
        return [(reading, list(rest(reading))) for reading in self.readings]

    def refuse(self, error: ValidationError) -> None:
        """Show what the content model refuses at the field it is about."""
        if not hasattr(error, "error_dict"):
            error = ValidationError({NON_FIELD_ERRORS: error.error_list})
        for name, errors in error.error_dict.items():
            sentences = [sentence for each in errors for sentence in each.messages]
            form = next(self._forms_with(name), None)
            if form is not None:
                form.add_error(name if name in form.fields else "when", sentences)
            else:
                self.problems += [each for each in sentences if each not in self.problems]

    def _forms_with(self, name: str) -> Iterator[ItemForm]:
        wanted = {name, "when"} if name in ("start", "end", "precision") else {name}
        for decision in self.decisions:
            form = decision.chosen_form
            if decision.name not in LISTS and form is not None and wanted & form.fields.keys():
                yield form


def _has(pk: int, sources: list[Source]) -> bool:
    return any(source.reading and source.reading.pk == pk for source in sources)
