"""A review: the values that the sources state, and the decisions of an editor."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from wagtail.models import Locale

from cms.models import EventPage, EventSource
from importer.models import ImportedPage

from .existing_event import facts_of_event
from .facts import LISTS, Item
from .forms import FORMS, ItemForm, SourceForm
from .merging import FactSource, FactVersion, Value, compare
from .page_facts import facts_of_page
from .presentation import SURE, display_fields, evidence_text, span_reference, unplaced_statements

DROP = "drop"
UNDECIDED = "Choose what to do with this value."


def source_of(page: ImportedPage) -> FactSource:
    return FactSource(page.name, facts_of_page(page.proposal, page.text, page.language), page)


class Decision:
    """One value on the screen: its versions, each with a form, and the choice between them."""

    def __init__(self, value: Value, review: "Review") -> None:
        self.name, self.key, self.versions = value.name, value.key, value.versions
        self.forms = {version.token: self._form(version, review) for version in self.versions}
        self.is_conflict = len(self.versions) > 1
        self.choice = self._choice(review)

    def _form(self, version: FactVersion, review: "Review") -> ItemForm | None:
        """The form of a version. A version that the event has already needs none."""
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
                yield version.token, "Keep the value of the event"
            else:
                yield version.token, f"Use the value of {version.sources[0].label}"
        if not any(version.is_there for version in self.versions):
            yield DROP, "Drop" if not self.is_conflict else "Use none of them"

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

    def has_errors(self) -> bool:
        if not self.choice.is_bound:
            return False
        return bool(self.choice.errors or (self.chosen_form and self.chosen_form.errors))

    def fields(self) -> dict[str, Any] | None:
        """The fields for the event. None when the decision adds nothing."""
        if self.chosen is None or self.chosen_form is None:
            return None
        part = {"part": self.chosen.part} if self.chosen.part else {}
        return self.chosen_form.cleaned_data | part

    def rows(self) -> list[dict[str, Any]]:
        """For the template: each version with its form or its values, and its evidence."""
        return [
            {
                "form": self.forms[version.token],
                "fields": list(display_fields(FORMS[self.name][1], version.fields)),
                "from": ", ".join(source.label for source in version.sources),
                "spans": " ".join(span_reference(*evidence) for evidence in version.evidence),
                "evidence": [evidence_text(*evidence) for evidence in version.evidence],
            }
            for version in self.versions
        ]


class Review:
    """All decisions on the facts of `pages`, for `event` or for a new event in `locale`."""

    def __init__(
        self,
        pages: list[ImportedPage],
        *,
        locale: Locale,
        event: EventPage | None = None,
        data: Any = None,
        answers: dict[str, str] | None = None,
    ) -> None:
        self.pages, self.locale, self.data = pages, locale, data
        self.saved = answers or {}
        sources = [source_of(page) for page in pages]
        if event is not None:
            version: Any = event.get_latest_revision_as_object()
            label = f"The event “{event.get_admin_display_title()}”"
            sources.insert(0, FactSource(label, facts_of_event(version)))
        if not any("title" in source.facts.single for source in sources):
            # An event needs a title. When no source states one, the editor enters it.
            sources[-1].facts.single["title"] = Item({"title": "", "title_stated": ""})
        values, self.agreed = compare(sources)
        decisions = [Decision(value, self) for value in values]
        self.decisions = sorted(decisions, key=lambda decision: list(FORMS).index(decision.name))
        self.sources = {page.pk: self._source_form(page) for page in pages}
        self.problems: list[str] = []

    def _source_form(self, page: ImportedPage) -> SourceForm:
        prefix = f"source-page{page.pk}"
        stated = {"title": page.name, "url": page.address}
        return SourceForm(self.data, prefix=prefix, initial=stated | self.saved_for(prefix))

    def saved_for(self, prefix: str) -> dict[str, str]:
        """The saved values for the form with `prefix`."""
        start = f"{prefix}-"
        return {
            name.removeprefix(start): value
            for name, value in self.saved.items()
            if name.startswith(start)
        }

    def answers(self) -> dict[str, str]:
        """All values that were sent, valid or not, so that the editor can continue later."""
        value_forms = [form for decision in self.decisions for form in decision.forms.values()]
        choices = [decision.choice for decision in self.decisions]
        forms = [form for form in (*value_forms, *choices, *self.sources.values()) if form]
        names = [form.add_prefix(name) for form in forms for name in form.fields]
        return {name: self.data[name] for name in names if name in self.data}

    @cached_property
    def sections(self) -> list[tuple[str, list[Decision]]]:
        """`[("Partners", [decision, …])]` of each kind of value in this review."""
        return [
            (label, [decision for decision in self.decisions if decision.name == name])
            for name, (label, _) in FORMS.items()
            if any(decision.name == name for decision in self.decisions)
        ]

    def is_valid(self) -> bool:
        judged = [decision.is_valid() for decision in self.decisions]
        judged += [form.is_valid() for form in self.sources.values()]
        return all(judged)

    def waiting(self) -> list[tuple[str, str]]:
        """`[("Organiser", "organiser")]`: the label and key of each value with an error."""
        return [
            (FORMS[decision.name][0], decision.key)
            for decision in self.decisions
            if decision.has_errors()
        ]

    def facts(self) -> dict[str, Any]:
        """The chosen values, as `create.make` and `create.extend` take them."""
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
        """The names of the values that the event takes from the page `pk`."""
        names = {name for name, stated in self.agreed.items() if _has(pk, stated)}
        for decision in self.decisions:
            if decision.chosen is not None and _has(pk, decision.chosen.sources):
                names.add(decision.name)
        return [name for name in FORMS if name in names]

    def unplaced(self) -> list[tuple[ImportedPage, list[dict[str, str]]]]:
        """For each page, the statements that no field of a draft holds."""
        return [(page, list(unplaced_statements(page))) for page in self.pages]

    def refuse(self, error: ValidationError) -> None:
        """Show each error of the content model at its field."""
        if not hasattr(error, "error_dict"):
            error = ValidationError({NON_FIELD_ERRORS: error.error_list})
        for name, errors in error.error_dict.items():
            sentences = [sentence for error_item in errors for sentence in error_item.messages]
            form = next(self._forms_with(name), None)
            if form is not None:
                form.add_error(name if name in form.fields else "when", sentences)
            else:
                self.problems += [
                    sentence for sentence in sentences if sentence not in self.problems
                ]

    def _forms_with(self, name: str) -> Iterator[ItemForm]:
        fields = {name, "when"} if name in ("start", "end", "precision") else {name}
        for decision in self.decisions:
            form = decision.chosen_form
            if decision.name not in LISTS and form is not None and fields & form.fields.keys():
                yield form


def _has(pk: int, sources: list[FactSource]) -> bool:
    return any(source.page and source.page.pk == pk for source in sources)
