"""Check the record of a row against the rules of the content model."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import Page

from cms.models import EventPage
from cms.models.event_rules import Others
from tables.columns import body
from tables.problems import InvalidCell, TableProblem

from .plan import Plan, Step


class Rules:
    """Finds the rules that the records of one table break, alone and together."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.table = plan, plan.table
        self.model = plan.table.model
        self.claims: dict[tuple, int] = {}
        self.slugs: dict[int, set[str]] = {}

    def broken_by(self, pairs: list[tuple[Step, Any]]) -> list[TableProblem]:
        """The errors of the records of some steps. What others have is read once for all."""
        if pairs and self.model is EventPage:
            others = Others([record for _step, record in pairs])
            for _step, record in pairs:
                record.checked_with = others
        return [problem for step, record in pairs for problem in self._broken_by(step, record)]

    def _broken_by(self, step: Step, record: Any) -> list[TableProblem]:
        problems = self._twice(step)
        if step.state is None and (reason := self.plan.rights.refuse_create(step.parent)):
            problems.append(TableProblem(step.row, "key", reason))
        if not self.table.has_file or (step.state is not None and "file" not in step.changed):
            return problems + self._broken_rules(step, record)
        try:
            with self.plan.files.attached(record, step.values["file"]):
                problems += self._broken_rules(step, record)
                problems += self._wrong_checksum(step)
        except InvalidCell as error:
            problems.append(TableProblem(step.row, "file", str(error)))
        return problems

    def _wrong_checksum(self, step: Step) -> list[TableProblem]:
        stated, digest = step.values.get("sha256"), self.plan.files.digest(step.values["file"])
        if not stated or stated == digest:
            return []
        return [TableProblem(step.row, "sha256", f"The file has another checksum: {digest}.")]

    def _broken_rules(self, step: Step, record: Any) -> list[TableProblem]:
        problems: list[TableProblem] = []
        try:
            # The plan knows which keys, codes and numbers are free, and which languages there are.
            # The models' own rules say the rest of what the constraints say. So new records are
            # checked without a query each.
            is_known = step.state is not None
            exclude = self._exclude if is_known else [*self._exclude, "locale"]
            record.full_clean(exclude=exclude, validate_constraints=is_known)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                column = "address" if name == "slug" and not self.table.has_file else ""
                column = column or self.table.column_of(name)
                problems += [TableProblem(step.row, column, message) for message in messages]
        for relation, child_exclude in self._relations:
            for number, child in enumerate(getattr(record, relation).all(), start=1):
                problems += self._broken_in_part(step, relation, number, child, child_exclude)
        if "body" in self.table.names and self._is_checked(step, "body"):
            try:
                body.check(step.content["body"])
            except ValidationError as error:
                problems.append(TableProblem(step.row, "body", error.messages[0]))
        return problems

    def _is_checked(self, step: Step, column: str) -> bool:
        """What becomes public is checked whole, also where the table changes nothing."""
        return step.state is None or self.plan.rights.publish or column in step.changed

    def _broken_in_part(
        self, step: Step, relation: str, number: int, child: Any, exclude: list[str]
    ) -> list[TableProblem]:
        column = self.table.column_of(relation)
        if not self._is_checked(step, column):
            return []
        try:
            child.full_clean(exclude=exclude)
        except ValidationError as error:
            return [
                TableProblem(step.row, column, f"Item {number}: {name}: {message}")
                for name, messages in error.message_dict.items()
                for message in messages
            ]
        return []

    @cached_property
    def _exclude(self) -> list[str]:
        """Fields that the archive sets itself, and links, whose keys are checked already."""
        place = ["path", "depth", "url_path", "content_type", "translation_key", "uid", "file"]
        return [*_foreign_keys(self.model), *place]

    @cached_property
    def _relations(self) -> list[tuple[str, list[str]]]:
        if not issubclass(self.model, ClusterableModel):
            return []
        return [
            (relation.get_accessor_name(), _foreign_keys(relation.related_model))
            for relation in get_all_child_relations(self.model)
        ]

    def _twice(self, step: Step) -> list[TableProblem]:
        """Find values that the row must not share with another row, or with a page."""
        problems = []
        for column, claim in self._claims(step):
            first = self.claims.setdefault(claim, step.row)
            if first != step.row:
                problems.append(TableProblem(step.row, column, f"Row {first} has the same."))
        if self.table.is_page and step.state is None and self._is_taken(step):
            message = f"Another page there has the address “{step.content['slug']}”."
            problems.append(TableProblem(step.row, "address", message))
        return problems

    def _claims(self, step: Step) -> list[tuple[str, tuple]]:
        content = step.content
        place = step.parent.pk if step.parent else content.get("locale")
        is_new = step.state is None
        claims: list[tuple[str, tuple]] = []
        if is_new:
            claims.append(("address", ("slug", place, content["slug"])))
        if self.model is EventPage:
            series = content["series"]
            if content["ordinal"] is not None:
                claims.append(("ordinal", ("ordinal", series, content["ordinal"])))
            if content["code"]:
                claims.append(("code", ("code", series, content["code"].casefold())))
        if is_new and "translation_key" in content:
            translation = ("translation", content["translation_key"], content["locale"])
            claims.append(("translation_of", translation))
        return claims

    def _is_taken(self, step: Step) -> bool:
        parent = step.parent
        if parent.pk not in self.slugs:
            self.slugs[parent.pk] = set(parent.get_children().values_list("slug", flat=True))
        return step.content["slug"] in self.slugs[parent.pk]


def _foreign_keys(model: Any) -> list[str]:
    return [
        field.name
        for field in model._meta.fields
        if isinstance(field, ForeignKey) and (field.name != "locale" or issubclass(model, Page))
    ]
