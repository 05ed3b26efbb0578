"""Who may publish a picture or a document, and who may take a public one away."""

from collections.abc import Iterable
from typing import Any

from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from cms.belonging.policy import OwnRecordsMixin
from cms.models import CustomDocument, CustomImage

DECISIONS = frozenset({"publish", "lock", "unlock"})


class CollectionPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rights in collections, and a right of its own for each decision.

    A public file is deleted only by who may publish it: for readers, that is the same decision.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action in DECISIONS:
            name = f"{self.model._meta.app_label}.{action}_{self.model._meta.model_name}"
            return user.is_active and user.has_perm(name)
        return super().user_has_permission(user, "change" if action == "view" else action)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        asked = {"change" if action == "view" else action for action in actions}
        if "delete" in asked and instance.live and not self.user_has_permission(user, "publish"):
            asked.discard("delete")
        has = super().user_has_any_permission_for_instance
        if any(self.user_has_permission(user, action) for action in asked & DECISIONS):
            asked.add("change")
        plain = asked - DECISIONS
        return bool(plain) and has(user, plain, instance)


class FilePolicy(OwnRecordsMixin, CollectionPolicy):
    pass


def register() -> None:
    """For exactly these models, so that Wagtail's own policies, registered later, do not count."""
    for model, auth_model in (
        (CustomImage, "wagtailimages.Image"),
        (CustomDocument, "wagtaildocs.Document"),
    ):
        policy = FilePolicy(model, auth_model=auth_model, owner_field_name="uploaded_by_user")
        register_permission_policy(model, policy, exact_class=True)
