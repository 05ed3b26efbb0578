"""A choice of drafts goes public as one, or none of them does."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple, Self

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.models import Locale, Page, Revision

from cms.belonging.who import who_may
from cms.models.publication import reason_of
from cms.models.release import with_locks

from .kinds import model_of
from .rights import last_approval, may_publish


class Draft(NamedTuple):
    """A record, and the version of it that somebody has looked at. 0: there was none yet."""

    kind: str
    pk: int
    revision: int

    @classmethod
    def of(cls, record: Any) -> Self:
        return cls(record.kind, record.pk, record.latest_revision_id or 0)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Such as "partner-12-345". None for anything else."""
        match = re.fullmatch(r"([a-z]+)-([1-9][0-9]{0,17})-(0|[1-9][0-9]{0,17})", text)
        if match is None or model_of(match[1]) is None:
            return None
        return cls(match[1], int(match[2]), int(match[3]))

    def __str__(self) -> str:
        return "-".join(map(str, self))


class NotPublished(ValidationError):
    """Nothing was published. `problems` has the reasons, by draft."""

    def __init__(self, problems: dict[Draft, tuple[str, str]]) -> None:
        super().__init__([f"“{name}”: {problem}" for name, problem in problems.values()])
        self.problems = {draft: problem for draft, (_name, problem) in problems.items()}


def publish_together(drafts: Iterable[Draft], user: Any) -> int:
    """Publish `drafts` in one transaction, so that the log has them at one moment. How many.

    `user` is None for the clock, which asks for no rights. Raises `NotPublished` when a single one
    cannot be published, was changed since, or is not for `user` to publish.
    """
    problems: dict[Draft, tuple[str, str]] = {}
    with transaction.atomic():
        pairs = _in_order(drafts)
        for draft, record in pairs:
            if problem := problem_of(draft, record, user) or _publish(record, user):
                problems[draft] = (str(record or draft.kind), problem)
        if problems:
            raise NotPublished(problems)
    return len(pairs)


def _in_order(drafts: Iterable[Draft]) -> Sequence[tuple[Draft, Any | None]]:
    """Each draft with its record as it is saved. None: it was deleted."""
    pairs: list[tuple[Draft, Any | None]] = []
    for kind, of_kind in groupby(sorted(set(drafts)), key=attrgetter("kind")):
        drafts_of_kind = list(of_kind)
        records = _locked(kind, [draft.pk for draft in drafts_of_kind])
        pairs += [(draft, records.get(draft.pk)) for draft in drafts_of_kind]
    _read_versions([record for _draft, record in pairs if record is not None])
    return sorted(pairs, key=lambda pair: place_of(pair[1]))


def _read_versions(records: list[Any]) -> None:
    """Read the newest versions and the languages of all once, and not again for each record."""
    versions = Revision.objects.select_related("user").in_bulk(
        [record.latest_revision_id for record in records if record.latest_revision_id]
    )
    locales = {locale.pk: locale for locale in Locale.objects.all()}
    for record in records:
        if getattr(record, "locale_id", None):
            record.locale = locales[record.locale_id]
        if version := versions.get(record.latest_revision_id):
            version.content_object = record
            record.latest_revision = version


def _locked(kind: str, pks: list[int]) -> dict[int, Any]:
    """`{pk: record}` of one kind, locked until the end of the transaction, in one order for all."""
    model = model_of(kind)
    if model is None:
        return {}
    rows = model._default_manager.select_for_update().filter(pk__in=pks).order_by("pk")
    return {record.pk: record for record in with_locks(rows, kind)}


def place_of(record: Any) -> str:
    """Pages come first, from the top: the address of a page stands in those below it."""
    return record.path if isinstance(record, Page) else "~"


def is_new(record: Any) -> bool:
    """Whether publishing `record` changes what readers see."""
    return not record.live or record.has_unpublished_changes or record.latest_revision_id is None


def problem_of(draft: Draft, record: Any, user: Any) -> str:
    """Why `user` cannot publish this version now. "" when they can, if it breaks no rule."""
    if record is None:
        return "Somebody has deleted it meanwhile."
    if (record.latest_revision_id or 0) != draft.revision:
        newest = record.latest_revision
        when = date_format(localtime(newest.created_at), "j F Y, H:i") if newest else ""
        who = (newest and newest.user) or "Somebody"
        return f"{who} saved another version on {when}, after this one was looked at."
    if record.go_live_at is not None and record.go_live_at > timezone.now():
        return "Its form sets a time of its own. Clear it there under Set schedule."
    return "" if user is None else _refusal(record, user)


def _refusal(record: Any, user: Any) -> str:
    """Why it is not for `user` to publish `record`, or not now."""
    if not may_publish(user, record):
        return f"You may not publish it. {who_may(record, 'publish')} may."
    lock = record.get_lock()
    return str(lock.get_message(user)) if lock is not None and lock.for_user(user) else ""


def _publish(record: Any, user: Any) -> str:
    """Publish or approve the newest version. The reason if that cannot be done."""
    try:
        with transaction.atomic():
            approval = last_approval(user, record) if user is not None else None
            if approval is not None:
                approval.task.specific.on_action(approval, user, "approve")
            elif is_new(record):
                revision = record.latest_revision or record.save_revision(user=user)
                revision.publish(user=user)
    except (ValidationError, IntegrityError) as error:
        model: type[Model] = type(record)
        return reason_of(error, model)
    return ""
