"""Who may publish a record."""

from typing import Any

from wagtail.models import Page, Task
from wagtail.permissions import policy_registry


def may_publish(user: Any, record: Any) -> bool:
    """Whether `user` may publish `record` as it is, or is the last one who has to approve it."""
    return has_right(user, record) or last_approval(user, record) is not None


def has_right(user: Any, record: Any) -> bool:
    if isinstance(record, Page):
        return record.permissions_for_user(user).can_publish()
    policy = policy_registry.get(record)
    return policy.user_has_permission_for_instance(user, "publish", record)


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
