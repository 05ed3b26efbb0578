"""Records that exist already: each is written only if it is still the version that was read."""

from collections.abc import Callable
from typing import Any

from archive.admin.editing_locks import is_free
from tables.stored_state import StoredState, states_of

from .plan import Plan, Step
from .row_record import Drafts
from .transactions import Outcome
from .versions import columns_between, version_of

GONE = "Somebody has deleted this record meanwhile. The row is not written."
UNPUBLISHED = "Somebody has published or withdrawn this record meanwhile."
PUBLISHED_ALONE = (["published"], ["scheduled"])
NOT_WRITTEN = "The row is not written. See what the record has now, and import the table again."


class KnownRecords:
    def __init__(self, plan: Plan, drafts: Drafts, written: Callable[[], None]) -> None:
        self.plan, self.table = plan, plan.table
        self.drafts, self.count_one = drafts, written

    def update(self, batch: list[Step]) -> Outcome:
        """Save a new version of each record, as an editor would."""
        outcome = Outcome()
        for step, state in self._unchanged(batch, outcome):
            self._update(step, state)
            self.count_one()
        return outcome

    def _unchanged(self, batch: list[Step], outcome: Outcome) -> list[tuple[Step, StoredState]]:
        free: list[Step] = []
        for step in batch:
            assert step.state is not None  # noqa: S101  for the reader of types
            (free if is_free(step.state.record) else outcome.waiting).append(step)
        records = self.table.model._default_manager.all()
        states = {
            state.record.pk: state for state in states_of(records, [step.pk for step in free])
        }
        unchanged = []
        for step in free:
            state = states.get(step.pk)
            if state is not None and version_of(state) == step.version:
                unchanged.append((step, state))
            else:
                outcome.refused.append((step, *self._what_changed(step, state)))
        return unchanged

    def _what_changed(self, step: Step, now: StoredState | None) -> tuple[str, str]:
        """The first column that somebody else has changed, and a sentence with all of them."""
        if now is None:
            return "key", GONE
        names = columns_between(self.table, step.state, now)  # type: ignore[arg-type]
        if not names:
            return "key", f"{UNPUBLISHED} {NOT_WRITTEN}"
        return names[0], f"Somebody has changed meanwhile: {', '.join(names)}. {NOT_WRITTEN}"

    def _update(self, step: Step, state: StoredState) -> None:
        user, publish = self.plan.rights.user, self.plan.rights.publish
        if step.changed in PUBLISHED_ALONE:
            record = state.record
            revision = record.get_latest_revision() or record.save_revision(user=user)
        else:
            content = dict(step.content)
            for column in self.table.columns:
                if column.name in step.changed:
                    content |= column.put(step.values[column.name], self.plan.links)
            for column in self.table.columns:
                column.settle(content, state.content, self.plan.links)
            record = state.record.with_content_json(content)
            revision = record.save_revision(user=user, log_action=True)
        if publish:
            revision.publish(user=user)

    def save_file(self, step: Step, file: Any) -> Outcome:
        """Save a new version of a document or picture. Its file, if it is new, is stored."""
        outcome = Outcome()
        user = self.plan.rights.user
        for _step, state in self._unchanged([step], outcome):
            if step.changed in PUBLISHED_ALONE:
                record = state.record
                revision = record.get_latest_revision() or record.save_revision(user=user)
            else:
                revision = file.save_revision(user=user, log_action=True)
            if self.plan.rights.publish:
                revision.publish(user=user)
            self.count_one()
        return outcome
