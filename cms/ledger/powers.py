"""What gives somebody power over the archive, and may be taken away."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import (
    APIToken,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
)

from cms.ledger.revocations import watch, watch_links


def watch_powers() -> None:
    """Accounts and tokens, the groups of an account, and the rights of both.

    The editors of a series are a group with rights at its page.
    """
    user = get_user_model()
    watch(user, active="is_active", rights=("is_superuser",), secrets=("password", "email"))
    watch(APIToken, active="revoked_at")
    for model in (Group, GroupPagePermission, GroupCollectionPermission):
        watch(model)
    for model, name in (
        (user, "groups"),
        (user, "user_permissions"),
        (Group, "permissions"),
        (GroupApprovalTask, "groups"),
    ):
        watch_links(model._meta.get_field(name))
