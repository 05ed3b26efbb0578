"""The rules of the content model, held against the record that a row asks for."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import Page

from cms.models import EventPage
from tables.columns import body
from tables.problems import Problem, Unreadable

from .plan import Plan, Step


class Rules:
    """Says which rules the records of one table break, each alone and beside the others."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.table = plan, plan.table
        self.model = plan.table.model
        self.claims: dict[tuple, int] = {}
        self.slugs: dict[int, set[str]] = {}

    def broken_by(self, step: Step, record: Any) -> list[Problem]:
        """What stands against the record that a step asks for."""
        problems = self._twice(step)
        if step.state is None and (reason := self.plan.rights.refuse_create(step.parent)):
            problems.append(Problem(step.row, "key", reason))
        if not self.table.has_file or (step.state is not None and "file" not in step.changed):
            return problems + self._broken_rules(step, record)
        try:
            with self.plan.files.attached(record, step.values["file"]):
                problems += self._broken_rules(step, record)
                problems += self._wrong_checksum(step)
        except Unreadable as error:
            problems.append(Problem(step.row, "file", str(error)))
        return problems

    def _wrong_checksum(self, step: Step) -> list[Problem]:
        wanted, digest = step.values.get("sha256"), self.plan.files.digest(step.values["file"])
        if not wanted or wanted == digest:
            return []
        return [Problem(step.row, "sha256", f"The file has another one: {digest}.")]

    def _broken_rules(self, step: Step, record: Any) -> list[Problem]:
        found: list[Problem] = []
        try:
            record.full_clean(exclude=self._exclude)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                column = "address" if name == "slug" and not self.table.has_file else ""
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
        self, step: Step, relation: str, number: int, child: Any, exclude: list[str]
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

    def _twice(self, step: Step) -> list[Problem]:
        """What two rows of one table must not both have; the database knows of neither yet."""
        problems = []
        for column, claim in self._claims(step):
            first = self.claims.setdefault(claim, step.row)
            if first != step.row:
                problems.append(Problem(step.row, column, f"Row {first} has the same."))
        if self.table.is_page and step.state is None and self._is_taken(step):
            words = f"The address “{step.content['slug']}” is taken by another page there."
            problems.append(Problem(step.row, "address", words))
        return problems

    def _claims(self, step: Step) -> list[tuple[str, tuple]]:
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

    def _is_taken(self, step: Step) -> bool:
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
