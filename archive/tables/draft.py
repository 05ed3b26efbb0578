"""The record that a row asks for, held against the rules of the content model."""

import uuid
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.utils.text import slugify
from modelcluster.models import (
    ClusterableModel,
    get_all_child_relations,
    get_serializable_data_for_fields,
)
from wagtail.models import Locale, Page, Site

from cms.models import EventPage, SeriesPage
from cms.models.record import localised_key

from . import body
from .columns import Content
from .linked import Link
from .problems import Problem, Unreadable

if TYPE_CHECKING:
    from .plan import Plan, Step


class Drafts:
    """Makes records of steps and says which rules they break. Nothing is saved."""

    def __init__(self, plan: "Plan") -> None:
        self.plan, self.table, self.links = plan, plan.table, plan.links
        self.model = plan.table.model
        self.is_page = issubclass(self.model, Page)
        self.has_file = "file" in plan.table.names
        self.claims: dict[tuple, int] = {}
        self.slugs: dict[int, set[str]] = {}
        self.parents: dict[int, Page] = {}

    # -- New records -------------------------------------------------------------------------

    def new(self, step: "Step") -> list[Problem]:
        try:
            step.content = self._blank()
            self._place(step)
            problems = self._fill(step)
        except Unreadable as error:
            return [Problem(step.row, error.column or "key", str(error))]
        if problems:
            return problems
        return self._judge(step, self.record_of(step))

    def record_of(self, step: "Step") -> Any:
        """A record that is not there yet, of a step's content; with its file when it has one."""
        content = {**step.content, "pk": None}
        own = [each.fields[0] for each in self.own_links if (content[each.fields[0]] or 0) < 0]
        content |= dict.fromkeys(own)
        if issubclass(self.model, ClusterableModel):
            record = self.model.from_serializable_data(content, check_fks=False)
            record.locale = self.locales[content["locale"]]
            if isinstance(step.parent, SeriesPage):
                record.series = step.parent
        else:
            record = self.model(**{name: content[name] for name in self._plain if name in content})
        return record

    @cached_property
    def own_links(self) -> list[Link]:
        """The columns that lead to a record of the same kind, which may be a row further down."""
        columns = self.table.columns
        return [each for each in columns if isinstance(each, Link) and each.to == self.table.kind]

    @cached_property
    def _plain(self) -> list[str]:
        columns = [each for each in self.table.columns if each.name != "file"]
        return [*(name for each in columns for name in each.fields), "slug", "uid"]

    @cached_property
    def _template(self) -> Content:
        empty = self.model()
        if isinstance(empty, ClusterableModel):
            return empty.serializable_data()
        return get_serializable_data_for_fields(empty)

    def _blank(self) -> Content:
        content = {**self._template, "uid": str(uuid.uuid4())}
        if "translation_key" in content:
            content["translation_key"] = str(uuid.uuid4())
        return content

    def _fill(self, step: "Step") -> list[Problem]:
        problems = []
        for column in self.table.columns:
            if column.required and column.name not in step.values:
                problems.append(Problem(step.row, column.name, "A new record needs it."))
            if column.name not in step.values or column.name == "address":
                continue
            try:
                step.content |= column.put(step.values[column.name], self.links)
            except Unreadable as error:
                problems.append(Problem(step.row, column.name, str(error)))
        if self.has_file and not step.values.get("file"):
            problems.append(Problem(step.row, "file", "A new record needs it."))
        return problems

    # -- Where it lies -----------------------------------------------------------------------

    def _place(self, step: "Step") -> None:
        content, values = step.content, step.values
        locale = self._locale(values.get("locale"))
        content["slug"] = values.get("address") or self._slug(step.key, locale.language_code)
        self._check_key(step, locale)
        if self.has_file:
            return
        content["locale"] = locale.pk
        if source := values.get("translation_of"):
            content["translation_key"] = self._translation_key(source, locale.pk)
        if self.is_page:
            step.parent = self._parent(values.get("series"), locale.pk)
            content["series"] = step.parent.pk if isinstance(step.parent, SeriesPage) else None
            content["draft_title"] = values.get("title") or ""

    def _slug(self, key: str, language: str) -> str:
        suffix = localised_key("", language)
        if suffix and key.casefold().endswith(suffix):
            key = key[: -len(suffix)]
        if not (slug := slugify(key)[:200]):
            raise Unreadable("A key has letters from a to z or digits.", "key")
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
        found = [each for each in self.locales.values() if each.language_code == language]
        if not found:
            known = ", ".join(each.language_code for each in self.locales.values())
            raise Unreadable(f"The site has these languages: {known}.", "locale")
        return found[0]

    @staticmethod
    def _check_key(step: "Step", locale: Locale) -> None:
        """The key must be one under which the record is found again."""
        code = locale.language_code
        bases = filter(None, (step.content["slug"], step.values.get("code")))
        names = [localised_key(base, code) for base in bases]
        if step.key.casefold() not in map(str.casefold, names):
            raise Unreadable(f"With this address and language the key is {names[-1]}.", "key")

    def _translation_key(self, source: str, locale: int) -> str:
        pk = self._pk("translation_of", self.table.kind, source)
        if pk < 0:
            other = next(each for each in self.plan.steps if each.pk == pk)
            if not other.content:
                raise Unreadable("The row that it translates must come first.", "translation_of")
            return str(other.content["translation_key"])
        found = self.model._default_manager.filter(pk=pk).values_list("translation_key", "locale")
        key, language = found.get()
        if language == locale:
            raise Unreadable("It has the language of what it translates.", "translation_of")
        return str(key)

    def _parent(self, series: str | None, locale: int) -> Page:
        pk = self._pk("series", "series", series) if series else -locale
        if pk not in self.parents:
            self.parents[pk] = self._series(pk) if series else self._home(locale)
        parent = self.parents[pk]
        if parent.locale_id != locale:
            raise Unreadable("The series is in another language. Give the locale.", "locale")
        return parent

    def _pk(self, column: str, kind: str, key: str) -> int:
        try:
            return self.links.pk(kind, key)
        except Unreadable as error:
            raise Unreadable(str(error), column) from error

    @staticmethod
    def _series(pk: int) -> Page:
        return SeriesPage.objects.get(pk=pk)

    @staticmethod
    def _home(locale: int) -> Page:
        home = Site.objects.get(is_default_site=True).root_page
        found = Page.objects.filter(translation_key=home.translation_key, locale=locale).first()
        if found is None:
            raise Unreadable("The site has no home page in this language.", "locale")
        return found.specific

    # -- Records that are there --------------------------------------------------------------

    def changed(self, step: "Step") -> list[Problem]:
        if not step.changed:
            return []
        record = step.state.record  # type: ignore[union-attr]
        if reason := self.plan.rights.refuse_change(record):
            return [Problem(step.row, "key", reason)]
        if self.plan.rights.publish and step.state.has_draft:  # type: ignore[union-attr]
            words = "It has changes that are not published. Publish them first, or import a draft."
            return [Problem(step.row, "key", words)]
        if step.changed == ["published"]:
            return []
        return self._judge(step, self.changed_record(step))

    def changed_record(self, step: "Step") -> Any:
        """The record with the content of its row."""
        record = step.state.record  # type: ignore[union-attr]
        if not self.has_file:
            return record.with_content_json(step.content)
        for column in self.table.columns:
            if column.name in step.changed and column.name != "file":
                for name in column.fields:
                    setattr(record, name, step.content[name])
        return record

    # -- The rules ---------------------------------------------------------------------------

    def _judge(self, step: "Step", record: Any) -> list[Problem]:
        problems = self._twice(step)
        if step.state is None and (reason := self.plan.rights.refuse_create(step.parent)):
            problems.append(Problem(step.row, "key", reason))
        if not self.has_file or (step.state is not None and "file" not in step.changed):
            return problems + self._broken_rules(step, record)
        try:
            with self.plan.files.attached(record, step.values["file"]):
                problems += self._broken_rules(step, record)
                problems += self._wrong_checksum(step)
        except Unreadable as error:
            problems.append(Problem(step.row, "file", str(error)))
        return problems

    def _wrong_checksum(self, step: "Step") -> list[Problem]:
        wanted, digest = step.values.get("sha256"), self.plan.files.digest(step.values["file"])
        if not wanted or wanted == digest:
            return []
        return [Problem(step.row, "sha256", f"The file has another one: {digest}.")]

    def _broken_rules(self, step: "Step", record: Any) -> list[Problem]:
        found: list[Problem] = []
        try:
            record.full_clean(exclude=self._exclude)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                column = "address" if name == "slug" and not self.has_file else ""
                column = column or self.table.column_of(name)
                found += [Problem(step.row, column, message) for message in messages]
        for relation, child_exclude in self._relations:
            for number, child in enumerate(getattr(record, relation).all(), start=1):
                found += self._broken_in_part(step, relation, number, child, child_exclude)
        if "body" in self.table.names and (step.state is None or "body" in step.changed):
            try:
                body.check(step.content["body"])
            except ValidationError as error:
                found.append(Problem(step.row, "body", error.messages[0]))
        return found

    def _broken_in_part(
        self, step: "Step", relation: str, number: int, child: Any, exclude: list[str]
    ) -> list[Problem]:
        column = self.table.column_of(relation)
        if not column or (step.state is not None and column not in step.changed):
            return []
        try:
            child.full_clean(exclude=exclude)
        except ValidationError as error:
            return [
                Problem(step.row, column, f"Item {number}: {name}: {message}")
                for name, messages in error.message_dict.items()
                for message in messages
            ]
        return []

    @cached_property
    def _exclude(self) -> list[str]:
        """What the archive sets itself, and links, which have been looked up by their keys."""
        place = ["path", "depth", "url_path", "content_type", "translation_key", "uid", "file"]
        return [*_foreign_keys(self.model), *place]

    @cached_property
    def _relations(self) -> list[tuple[str, list[str]]]:
        if not issubclass(self.model, ClusterableModel):
            return []
        return [
            (each.get_accessor_name(), _foreign_keys(each.related_model))
            for each in get_all_child_relations(self.model)
        ]

    def _twice(self, step: "Step") -> list[Problem]:
        """What two rows of one table must not both have; the database knows of neither yet."""
        problems = []
        for column, claim in self._claims(step):
            first = self.claims.setdefault(claim, step.row)
            if first != step.row:
                problems.append(Problem(step.row, column, f"Row {first} has the same."))
        if self.is_page and step.state is None and self._is_taken(step):
            words = f"The address “{step.content['slug']}” is taken by another page there."
            problems.append(Problem(step.row, "address", words))
        return problems

    def _claims(self, step: "Step") -> list[tuple[str, tuple]]:
        content = step.content
        place = step.parent.pk if step.parent else content.get("locale")
        claims: list[tuple[str, tuple]] = [("address", ("slug", place, content["slug"]))]
        if self.model is EventPage:
            series = content["series"]
            if content["ordinal"] is not None:
                claims.append(("ordinal", ("ordinal", series, content["ordinal"])))
            if content["code"]:
                claims.append(("code", ("code", series, content["code"].casefold())))
        if "translation_key" in content:
            translation = ("translation", content["translation_key"], content["locale"])
            claims.append(("translation_of", translation))
        return claims if step.state is None else claims[1:-1]

    def _is_taken(self, step: "Step") -> bool:
        parent = step.parent
        if parent.pk not in self.slugs:
            self.slugs[parent.pk] = set(parent.get_children().values_list("slug", flat=True))
        return step.content["slug"] in self.slugs[parent.pk]


def _foreign_keys(model: Any) -> list[str]:
    return [
        each.name
        for each in model._meta.fields
        if isinstance(each, ForeignKey) and (each.name != "locale" or issubclass(model, Page))
    ]
