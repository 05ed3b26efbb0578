"""What has changed between two heads: the names of the kinds and the ids of the records.

An answer that is made of none of them is the same at both heads.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.utils import timezone

from api.log_state import moment
from archive.head_watch import Generation, generation_in
from cms.postgresql.library import Rows

MOST = 500  # entries; after more of them it is cheaper to forget all answers

QUERY = """
SELECT head.epoch, head.generation, head.sequence, head.recent,
    (SELECT CAST(MIN(expires_at) AS text) FROM archive_record
        WHERE live AND expires_at IS NOT NULL),
    (SELECT CAST(MIN(approved_go_live_at) AS text) FROM wagtailcore_revision
        WHERE approved_go_live_at > '{now}'),
    entry.kind, CAST(entry.uid AS text)
FROM archive_head AS head LEFT JOIN archive_entry AS entry ON entry.sequence > {sequence}
WHERE head.id = 1 ORDER BY entry.sequence LIMIT {most}
"""
ALL_ANSWERS = None


@dataclass(frozen=True)
class Changes:
    """The new head, what has changed, and when the next scheduled change comes.

    `names` is `ALL_ANSWERS` where the entries do not say it.
    """

    head: Generation | None
    names: frozenset[str] | None = ALL_ANSWERS
    next_change: datetime | None = None


def query_since(known_head: Generation) -> str:
    """One query, so that all parts of the answer are of one state."""
    now = timezone.now().astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return QUERY.format(now=now, sequence=known_head[2], most=MOST + 1)


def changes_in(rows: Rows, known_head: Generation) -> Changes:
    """What the rows of `query_since(known_head)` say."""
    head = generation_in(rows)
    if head is None or head[0] != known_head[0] or len(rows) > MOST:
        return Changes(head)
    recent, *times = rows[0][3:6]
    if str(known_head[1]) not in recent.split():
        return Changes(head)
    names: set[str] = set()
    for *_, kind, uid in rows:
        if kind is not None:
            names |= {kind, str(UUID(uid))}
    return Changes(head, frozenset(names), min(map(moment, filter(None, times)), default=None))
