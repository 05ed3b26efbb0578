"""Who may publish a record."""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Q
from django.utils.text import get_text_list
from wagtail.models import Page, Task
from wagtail.permissions import policy_registry


def may_publish(user: Any, record: Any) -> bool:
    """Whether `user` may publish `record` as it is, or is the last one who has to approve it."""
    return has_right(user, record) or last_approval(user, record) is not None


def has_right(user: Any, record: Any) -> bool:
    if isinstance(record, Page):
        return record.permissions_for_user(user).can_publish()
    return policy_registry.get(record).user_has_permission(user, "publish")


def may_edit(user: Any, record: Any) -> bool:
    if isinstance(record, Page):
        return record.permissions_for_user(user).can_edit()
    policy = policy_registry.get(record)
    return policy.user_has_permission_for_instance(user, "change", record)


def last_approval(user: Any, record: Any) -> Any | None:
    """The state in moderation that only waits for the approval of `user`, or None."""
    state: Any = getattr(record, "current_workflow_state", None)
    task_state = state and record.current_workflow_task_state
    if task_state is None or task_state.status != task_state.STATUS_IN_PROGRESS:
        return None
    tasks = Task.objects.filter(workflow_tasks__workflow=state.workflow, active=True)
    if tasks.exclude(task_states__in=state.successful_task_states).count() > 1:
        return None
    actions = task_state.task.specific.get_actions(record, user)
    return task_state if "approve" in [name for name, *_more in actions] else None


def who_may_publish(record: Any) -> str:
    """The groups, such as "Moderators and Chief editors"."""
    if isinstance(record, Page):
        above = record.get_ancestors(inclusive=True)
        has_it = Q(
            page_permissions__permission__codename="publish_page",
            page_permissions__page__in=above,
        )
    else:
        options = record._meta
        has_it = Q(
            permissions__content_type__app_label=options.app_label,
            permissions__codename=f"publish_{options.model_name}",
        )
    groups = Group.objects.filter(has_it).distinct().order_by("name")
    return get_text_list([str(group) for group in groups], "and") or "Administrators"
