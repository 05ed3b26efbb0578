"""What a moderator reads after a decision."""

from typing import Any

from wagtail.models import TaskState

DECIDED = {
    TaskState.STATUS_APPROVED: "is approved",
    TaskState.STATUS_REJECTED: "went back to who wrote it, with your comment",
}


def decision_on(state: TaskState) -> str:
    """What has become of the draft that waited in `state`, in a sentence."""
    state.refresh_from_db()
    record: Any = state.revision.content_object
    name = state.revision.object_str
    outcome = DECIDED.get(state.status, "no longer waits for you")
    if record is not None and state.status == TaskState.STATUS_APPROVED:
        name = record.latest_revision.object_str  # who approves it in the form may change it
        if record.live and not record.has_unpublished_changes:
            outcome += " and public"
        elif record.current_workflow_state is not None:
            outcome += ". Now it waits for somebody else"
    return f"“{name}” {outcome}."
