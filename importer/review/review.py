"""A review: the values that the sources state, and the decisions of an editor."""

from collections.abc import Container, Iterator
from functools import cached_property
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from wagtail.models import Locale

from cms.models import EventPage, EventSource
from cms.models.dates import DATE_FIELDS
from importer.models import ImportedPage

from .decision import Decision, Entries, parts_of
from .evidence import PageStatement, SavedPage
from .existing_event import facts_of_event
from .facts import LISTS, RECORDS, WHOLE_TEXTS, Evidence, Item
from .forms import ITEM_FORMS, ItemForm, SourceForm
from .merging import FactSource, compare
from .page_facts import facts_of_page, series_of_page
from .presentation import unplaced_statements


def source_of(page: ImportedPage) -> FactSource:
    return FactSource(page.name, facts_of_page(page.proposal, page.text, page.language), page)


class Review:
    """All decisions on the facts of `pages`, for `event` or for a new event in `locale`."""

    def __init__(
        self,
        pages: list[ImportedPage],
        *,
        locale: Locale,
        event: EventPage | None = None,
        known: Container[Any] = (),
        data: Any = None,
        answers: dict[str, str] | None = None,
    ) -> None:
        self.pages = pages
        self.entries = Entries(data, answers or {}, locale, known)
        sources = [source_of(page) for page in pages]
        if event is not None:
            version: Any = event.get_latest_revision_as_object()
            label = f"The event “{event.get_admin_display_title()}”"
            sources.insert(0, FactSource(label, facts_of_event(version)))
        if not any("title" in source.facts.single for source in sources):
            # An event needs a title. When no source states one, the editor enters it.
            sources[-1].facts.single["title"] = Item({"title": "", "title_stated": ""})
        values, self.agreed = compare(sources)
        decisions = [Decision(value, self.entries) for value in values]
        self.decisions = sorted(
            decisions, key=lambda decision: list(ITEM_FORMS).index(decision.name)
        )
        self.sources = {page.pk: self._source_form(page) for page in pages}
        self.problems: list[str] = []

    def _source_form(self, page: ImportedPage) -> SourceForm:
        prefix = f"source-page{page.pk}"
        read_on = page.retrieved or timezone.localdate(page.created_at)
        stated = {"title": page.name, "url": page.address, "retrieved": read_on}
        saved = self.entries.saved_for(prefix)
        return SourceForm(self.entries.data, prefix=prefix, stated=stated, saved=saved)

    def answers(self) -> dict[str, str]:
        """What the editor has changed, valid or not: what was sent now, and what was saved about
        values that are not on the screen, such as those of a page that was compared before."""
        data, answers = self.entries.data, dict(self.entries.saved)
        parts = [part for decision in self.decisions for part in decision.parts()]
        parts += [part for form in self.sources.values() for part in parts_of(form)]
        for part in parts:
            value = data.get(part.name, "").replace("\r\n", "\n")
            if part.name not in data or not part.field.has_changed(part.initial, value):
                continue
            answers.pop(part.name, None)
            if part.field.has_changed(part.stated, value):
                answers[part.name] = value
        return answers

    @cached_property
    def sections(self) -> list[tuple[str, list[Decision]]]:
        """`[("Partners", [decision, …])]` of each kind of value in this review."""
        return [
            (label, [decision for decision in self.decisions if decision.name == name])
            for name, (label, _) in ITEM_FORMS.items()
            if any(decision.name == name for decision in self.decisions)
        ]

    def is_valid(self) -> bool:
        judged = [decision.is_valid() for decision in self.decisions]
        judged += [form.is_valid() for form in self.sources.values()]
        return all(judged)

    @property
    def is_sent(self) -> bool:
        return self.entries.data is not None

    def waiting(self) -> list[tuple[str, str]]:
        """`[("Organiser", "organiser")]`: the label and key of each value that has an error, or
        that nobody has chosen yet."""
        return [
            (ITEM_FORMS[decision.name][0], decision.key)
            for decision in self.decisions
            if decision.waits()
        ]

    def facts(self) -> dict[str, Any]:
        """The chosen values, as `create.make` and `create.extend` take them."""
        facts: dict[str, Any] = {name: [] for name in LISTS}
        for decision in self.decisions:
            fields = decision.fields()
            if fields is None:
                continue
            if decision.name in RECORDS:
                fields["statements"] = list(self._statements(decision))
            if decision.name in LISTS:
                facts[decision.name].append(fields)
            else:
                facts[decision.name] = fields
        return facts

    def event_sources(self) -> list[EventSource]:
        return [
            self._saved_page(page).source(
                EventSource, self._spoken_for(page.pk), self._evidence(page.pk)
            )
            for page in self.pages
        ]

    def series_statements(self) -> list[PageStatement]:
        """What the pages state about the series of the event, for a new draft of it."""
        return [
            PageStatement(self._saved_page(page), item)
            for page in self.pages
            if (item := series_of_page(page.proposal, page.text))
        ]

    def _saved_page(self, page: ImportedPage) -> SavedPage:
        """`page` as the source that the editor described."""
        described = self.sources[page.pk].cleaned_data
        return SavedPage(**described, sha256=page.sha256, text=page.text)

    def _statements(self, decision: Decision) -> Iterator[PageStatement]:
        """What each page states about the record of the chosen version."""
        if decision.chosen is not None:
            for source, item in decision.chosen.stated:
                if source.page:
                    yield PageStatement(self._saved_page(source.page), item)

    def _evidence(self, pk: int) -> Iterator[Evidence]:
        """The evidence on the page `pk` of the values that the event takes from it."""
        for decision in self.decisions:
            if decision.chosen is not None and decision.name not in WHOLE_TEXTS:
                for source, evidence in decision.chosen.evidence:
                    if _has(pk, [source]):
                        yield evidence

    def _spoken_for(self, pk: int) -> list[str]:
        """The names of the values that the event takes from the page `pk`."""
        names = {name for name, stated in self.agreed.items() if _has(pk, stated)}
        for decision in self.decisions:
            if decision.chosen is not None and _has(pk, decision.chosen.sources):
                names.add(decision.name)
        return [name for name in ITEM_FORMS if name in names]

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
        fields = {name, "when"} if name in DATE_FIELDS else {name}
        for decision in self.decisions:
            form = decision.chosen_form
            if decision.name not in LISTS and form is not None and fields & form.fields.keys():
                yield form


def _has(pk: int, sources: list[FactSource]) -> bool:
    return any(source.page and source.page.pk == pk for source in sources)
