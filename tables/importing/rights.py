"""The rights of the user who imports. A command has all rights."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from wagtail.models import Collection, Page
from wagtail.permissions import policy_registry

from cms.admin.links import editable_by
from cms.belonging.who import limit_of
from cms.publishing.rights import has_right
from tables.columns.table import Table


@dataclass
class Rights:
    table: Table
    user: Any = None  # None: the command
    publish: bool = False
    _parents: dict[int, str] = field(default_factory=dict)

    def refuse_create(self, parent: Page | None) -> str:
        """Why the user may not create a record. Empty when they may."""
        if self.user is None:
            return ""
        if parent is not None:
            if parent.pk not in self._parents:
                self._parents[parent.pk] = self._refuse_below(parent)
            return self._parents[parent.pk]
        return self._refuse_record

    def _refuse_below(self, parent: Page) -> str:
        rights = parent.permissions_for_user(self.user)
        if not rights.can_add_subpage():
            return f"You may not add anything under “{parent}”."
        if self.publish and not rights.can_publish_subpage():
            return f"You may not publish anything under “{parent}”."
        return ""

    @cached_property
    def _refuse_record(self) -> str:
        policy = policy_registry.get_by_type(self.table.model)
        if self.table.has_file:
            root = Collection.get_first_root_node()
            allowed = policy.collections_user_has_permission_for(self.user, "add")
            if not allowed.filter(pk=root.pk).exists():
                return f"You may not add {self._what}."
        elif not policy.user_has_permission(self.user, "add"):
            return f"You may not add {self._what}."
        if self.publish and not policy.user_has_permission(self.user, "publish"):
            return f"You may not publish {self._what}."
        return ""

    def refuse_change(self, record: Any) -> str:
        """Why the user may not change a record. Empty when they may."""
        if getattr(record, "locked", False):
            return "It is locked. Unlock it first."
        if self.user is None:
            return ""
        if record.pk not in self._editable:
            return " ".join(["You may not change this record.", self._limit]).strip()
        if self.publish and not has_right(self.user, record):
            return "You may not publish this record."
        return ""

    @cached_property
    def _limit(self) -> str:
        return "" if issubclass(self.table.model, Page) else limit_of(self.user)

    @cached_property
    def _editable(self) -> set[int]:
        return set(editable_by(self.user, self.table.model).values_list("pk", flat=True))

    @property
    def _what(self) -> str:
        return str(self.table.model._meta.verbose_name_plural)
