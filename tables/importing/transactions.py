"""The short transactions of an import, between which editors save and publish.

Each transaction is whole: a record is in it with its parts, its version and its history. The mark
moves in the same transaction.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import (
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    connection,
    transaction,
)
from django.db.models import F

from archive.publisher.pace import Pace, let_others_in
from cms.work_lock import Check
from tables.importing.short_transactions import expect_an_answer
from tables.models import TableImport

from .plan import Plan, Step

logger = logging.getLogger("plenary.tables")

PATIENCE = 20  # seconds for which an import waits for editors who are saving
ATTEMPTS = 4
RETRY = 0.12  # seconds before rows that an editor holds, or that were cut off, are tried again
FIRST, MOST = 10, 500  # rows in a transaction
CUT = (OperationalError, InterfaceError, InternalError)
SAVING = "Somebody is saving this record. The row is not written. Import the table again."
CONTRADICTION = "Somebody has changed the archive meanwhile, or two rows contradict each other"


@dataclass
class Outcome:
    """What a transaction did not write: rows with the reason, and rows that an editor holds."""

    refused: list[tuple[Step, str, str]] = field(default_factory=list)  # with column and message
    waiting: list[Step] = field(default_factory=list)


Write = Callable[[list[Step]], Outcome]


class ShortTransactions:
    def __init__(self, plan: Plan, mark: TableImport, still_alone: Check) -> None:
        self.plan, self.mark, self.still_alone = plan, mark, still_alone
        # An office table is written in several parts, with one mark.
        self.transactions = TableImport.objects.get(pk=mark.pk).transactions
        self.counts = True

    def write(self, steps: list[Step], write: Write, *, counts: bool = True) -> None:
        """Write all `steps` in batches. A row that cannot be written becomes a problem.

        `counts`: whether the mark counts them as rows that are written.
        """
        self.counts = counts
        pace, patience = Pace(FIRST, MOST), time.monotonic() + PATIENCE
        while steps:
            batch, steps = steps[: pace.size], steps[pace.size :]
            with pace.measured(len(batch)):
                waiting = self._write_or_split(batch, write)
            if len(waiting) < len(batch):
                patience = time.monotonic() + PATIENCE
            elif time.monotonic() > patience:
                for step in waiting:
                    self.plan.refuse(step, "key", SAVING)
                waiting = []
            steps += waiting
            if steps and not connection.in_atomic_block:
                time.sleep(RETRY) if waiting else let_others_in()

    def _write_or_split(self, batch: list[Step], write: Write) -> list[Step]:
        """Find the row that the database refuses, so that the others are written."""
        try:
            return self._write(batch, write)
        except IntegrityError as error:
            if len(batch) == 1:
                self.plan.refuse(batch[0], "key", f"{CONTRADICTION}: {error}")
                return []
        middle = len(batch) // 2
        return [
            step
            for half in (batch[:middle], batch[middle:])
            for step in self._write_or_split(half, write)
        ]

    def _write(self, batch: list[Step], write: Write) -> list[Step]:
        """Write one batch. A transaction that the database has cut off is done again."""
        self.transactions += 1
        for attempt in range(1, ATTEMPTS + 1):
            try:
                outcome = self._commit(batch, write)
                break
            except CUT as error:
                if attempt == ATTEMPTS or connection.in_atomic_block:
                    raise
                logger.warning("A batch of rows is written again: %s", error)
                time.sleep(RETRY)
                connection.close()
                expect_an_answer()
                if self._is_committed():
                    outcome = Outcome()
                    break
        for step, column, message in outcome.refused:
            self.plan.refuse(step, column, message)
        return outcome.waiting

    def _commit(self, batch: list[Step], write: Write) -> Outcome:
        with transaction.atomic():
            self.still_alone()
            outcome = write(batch)
            unwritten = len(outcome.refused) + len(outcome.waiting)
            written = len(batch) - unwritten if self.counts else 0
            TableImport.objects.filter(pk=self.mark.pk).update(
                written=F("written") + written, transactions=self.transactions
            )
        return outcome

    def _is_committed(self) -> bool:
        """Whether the transaction was committed before the answer to it got lost."""
        return TableImport.objects.get(pk=self.mark.pk).transactions == self.transactions
