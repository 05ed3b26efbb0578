"""The permission policy of records: rights to a kind, narrowed to the records of a person."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from cms.finding.index import kinds
from cms.models.file import ArchivedFile

from .own import NEEDS, may_edit_shared, own_records


class OwnRecordsMixin:
    """A policy under which only the right to shared records reaches beyond own records."""

    model: Any

    def _reaches(self, user: Any, action: str, record: Any) -> bool:
        if action not in NEEDS or record.pk is None or may_edit_shared(user):
            return True
        return record.pk in own_records(user, NEEDS[action], self.model)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        has = super().user_has_permission_for_instance  # type: ignore[misc]
        return has(user, action, instance) and self._reaches(user, action, instance)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        has = super().user_has_any_permission_for_instance  # type: ignore[misc]
        reaching = [action for action in actions if self._reaches(user, action, instance)]
        return bool(reaching) and has(user, reaching, instance)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        allowed = super().instances_user_has_any_permission_for  # type: ignore[misc]
        actions = set(actions)
        narrowed = actions & NEEDS.keys()
        if not narrowed or may_edit_shared(user):
            return allowed(user, actions)
        plain = actions - narrowed
        records = allowed(user, plain) if plain else self.model._default_manager.none()
        for action in sorted(narrowed):
            if (some := allowed(user, {action})).query.is_empty():
                continue
            records |= some.filter(pk__in=own_records(user, NEEDS[action], self.model))
        return records


class RecordPolicy(OwnRecordsMixin, ModelPermissionPolicy):
    pass


def register() -> None:
    """For every kind of snippet. Files have a policy with collections."""
    for model in kinds().values():
        if not issubclass(model, (Page, ArchivedFile)):
            register_permission_policy(model, RecordPolicy(model), exact_class=True)
