"""Build the record that a row describes."""

import re
import uuid
from functools import cached_property
from typing import Any

from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.models import Locale, Page, Site

from cms.models import SeriesPage
from cms.models.record import localised_key
from cms.text.slugs import slug_of
from tables.columns.base import Content
from tables.columns.relations import RelationColumn
from tables.problems import InvalidCell, TableProblem

from .plan import Plan, Step
from .rules import Rules

# A key such as WP1725 is a code, in a table that has no column for codes.
CODE = re.compile(r"[A-Z]{1,8}[-_]?[0-9]{2,6}[A-Za-z]?")


class Drafts:
    """Builds records from steps and reports errors. Nothing is saved.

    `new` and `changed` leave the records that they build to `check`, which looks at many together.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan, self.table, self.links = plan, plan.table, plan.links
        self.model = plan.table.model
        self.rules = Rules(plan)
        self.parents: dict[int, Page] = {}
        self.unchecked: list[tuple[Step, Any]] = []

    def check(self) -> list[TableProblem]:
        """The rules that the records built since the last check break."""
        pairs, self.unchecked = self.unchecked, []
        return self.rules.broken_by(pairs)

    # -- New records -------------------------------------------------------------------------

    def new(self, step: Step) -> list[TableProblem]:
        try:
            step.content = self._blank()
            self._place(step)
            problems = self._fill(step)
        except InvalidCell as error:
            return [TableProblem(step.row, error.column or "key", str(error))]
        if not problems:
            self.unchecked.append((step, self.record_of(step)))
        return problems

    def record_of(self, step: Step) -> Any:
        """The new, unsaved record with the content of a step."""
        fields = [column.fields[0] for column in self.own_links]
        own = [name for name in fields if (step.content[name] or 0) < 0]
        return self.record_with(step.content | dict.fromkeys(own), step.parent)

    def record_with(self, content: Content, parent: Page | None) -> Any:
        content = {**content, "pk": None}
        if issubclass(self.model, ClusterableModel):
            record = self.model.from_serializable_data(content, check_fks=False)
            record.locale = self.locales[content["locale"]]
            if isinstance(parent, SeriesPage):
                record.series = parent
        else:
            record = self.model(**{name: content[name] for name in self._plain if name in content})
        return record

    @cached_property
    def own_links(self) -> list[RelationColumn]:
        """The columns that link to records of the same kind, which may be later rows."""
        columns = self.table.columns
        return [
            column
            for column in columns
            if isinstance(column, RelationColumn) and column.to == self.table.kind
        ]

    @cached_property
    def _plain(self) -> list[str]:
        columns = [column for column in self.table.columns if column.name != "file"]
        return [*(name for column in columns for name in column.fields), "slug", "uid"]

    @cached_property
    def blank(self) -> Content:
        empty = self.model()
        if isinstance(empty, ClusterableModel):
            return empty.serializable_data()
        return get_serializable_data_for_fields(empty)

    def _blank(self) -> Content:
        content = {**self.blank, "uid": str(uuid.uuid4())}
        if "translation_key" in content:
            content["translation_key"] = str(uuid.uuid4())
        return content

    def _fill(self, step: Step) -> list[TableProblem]:
        problems = []
        for column in self.table.columns:
            if column.required and column.name not in step.values:
                problems.append(TableProblem(step.row, column.name, "A new record needs it."))
            if column.name not in step.values or column.name == "address":
                continue
            try:
                step.content |= column.put(step.values[column.name], self.links)
            except InvalidCell as error:
                problems.append(TableProblem(step.row, column.name, str(error)))
        if not problems:
            self.settle(step)
        if self.table.has_file and not step.values.get("file"):
            problems.append(TableProblem(step.row, "file", "A new record needs it."))
        return problems

    def settle(self, step: Step) -> None:
        before = step.state.content if step.state else None
        for column in self.table.columns:
            column.settle(step.content, before, self.links)

    # -- Placing the record ------------------------------------------------------------------

    def _place(self, step: Step) -> None:
        content, values = step.content, step.values
        locale = self._locale(values.get("locale"))
        content["slug"] = values.get("address") or self._slug(step.key, locale.language_code)
        self._check_key(step, locale)
        if self.table.has_file:
            return
        content["locale"] = locale.pk
        if source := values.get("translation_of"):
            content["translation_key"] = self._translation_key(source, locale.pk)
        if self.table.is_page:
            step.parent = self._parent(values.get("series"), locale.pk)
            content["series"] = step.parent.pk if isinstance(step.parent, SeriesPage) else None
            content["draft_title"] = values.get("title") or ""
        if "code" in self.table.names and "code" not in values and CODE.fullmatch(step.key):
            content["code"] = step.key

    def _slug(self, key: str, language: str) -> str:
        suffix = localised_key("", language)
        if suffix and key.casefold().endswith(suffix):
            key = key[: -len(suffix)]
        if not (slug := slug_of(key)[:200].strip("-")):
            raise InvalidCell("A key has letters or digits.", "key")
        return slug

    @cached_property
    def locales(self) -> dict[int, Locale]:
        return {locale.pk: locale for locale in Locale.objects.all()}

    @cached_property
    def first_locale(self) -> Locale:
        return Locale.get_default()

    def _locale(self, language: str | None) -> Locale:
        if not language:
            return self.first_locale
        matches = [item for item in self.locales.values() if item.language_code == language]
        if not matches:
            codes = ", ".join(locale.language_code for locale in self.locales.values())
            raise InvalidCell(f"The site has these languages: {codes}.", "locale")
        return matches[0]

    @staticmethod
    def _check_key(step: Step, locale: Locale) -> None:
        """Check that the record can be found again by its key."""
        code = locale.language_code
        bases = filter(None, (step.content["slug"], step.values.get("code")))
        names = [localised_key(base, code) for base in bases]
        if step.key.casefold() not in map(str.casefold, names):
            raise InvalidCell(f"With this address and language the key is {names[-1]}.", "key")

    def _translation_key(self, source: str, locale: int) -> str:
        pk = self._pk("translation_of", self.table.kind, source)
        if pk < 0:
            other = next(step for step in self.plan.steps if step.pk == pk)
            if not other.content:
                raise InvalidCell(
                    "Put the row that it translates above this row.", "translation_of"
                )
            return str(other.content["translation_key"])
        records = self.model._default_manager.filter(pk=pk)
        key, language = records.values_list("translation_key", "locale").get()
        if language == locale:
            raise InvalidCell(
                "It has the same language as the record that it translates.", "translation_of"
            )
        return str(key)

    def _parent(self, series: str | None, locale: int) -> Page:
        pk = self._pk("series", "series", series) if series else -locale
        if pk not in self.parents:
            self.parents[pk] = self._series(pk) if series else self._home(locale)
        parent = self.parents[pk]
        if parent.locale_id != locale:
            raise InvalidCell("The series is in another language. Give the locale.", "locale")
        return parent

    def _pk(self, column: str, kind: str, key: str) -> int:
        try:
            return self.links.pk(kind, key)
        except InvalidCell as error:
            raise InvalidCell(str(error), column) from error

    @staticmethod
    def _series(pk: int) -> Page:
        return SeriesPage.objects.get(pk=pk)

    @staticmethod
    def _home(locale: int) -> Page:
        home = Site.objects.get(is_default_site=True).root_page
        page = Page.objects.filter(translation_key=home.translation_key, locale=locale).first()
        if page is None:
            raise InvalidCell("The site has no home page in this language.", "locale")
        return page.specific

    # -- Existing records --------------------------------------------------------------------

    def changed(self, step: Step) -> list[TableProblem]:
        if not step.changed:
            return []
        record = step.state.record  # type: ignore[union-attr]
        if reason := self.plan.rights.refuse_change(record):
            return [TableProblem(step.row, "key", reason)]
        if self.plan.rights.publish and step.state.has_draft:  # type: ignore[union-attr]
            message = (
                "It has changes that are not published. Publish them first, or import a draft."
            )
            return [TableProblem(step.row, "key", message)]
        try:
            self.settle(step)
        except InvalidCell as error:
            return [TableProblem(step.row, error.column, str(error))]
        self.unchecked.append((step, self.changed_record(step)))
        return []

    def changed_record(self, step: Step) -> Any:
        """The record with the content of its row."""
        return step.state.record.with_content_json(step.content)  # type: ignore[union-attr]
