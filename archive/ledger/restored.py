"""Bring a restored database up to the ledger: what ended stays ended, no number comes twice."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction

from archive.ledger import entries, numbers
from archive.models import Entry
from archive.publisher.lock import appending
from archive.redaction import redact
from archive.removal import remove_person
from cms.ledger.revocations import WatchedLinks, is_on, rows_of, sum_of, watched
from cms.ledger.store import Line, lines
from cms.models import Person, Trashed
from cms.previews import end_previews
from cms.trash.restore import restore

REASON = "Restored from a backup, and removed again"
MOST_LISTED = 100


def bring_up_to_date() -> Iterator[str]:
    """Do it, and yield a sentence for each thing that was done or is lost."""
    yield from _lost()
    erased, redacted, revoked = [], [], {}
    for line in list(lines()):
        if line["what"] == "erased":
            erased.append(line["id"])
        elif line["what"] == "redacted":
            redacted.append(line)
        elif line["what"] == "revoked":
            revoked[line["model"], str(line["pk"]), line.get("field", "")] = line
    yield from _skip_numbers(revoked.values())
    yield from _end_sessions()
    for uid in erased:
        yield from _erase(uid)
    for line in redacted:
        yield from _redact(line)
    for line in revoked.values():
        yield from _revoke(line)


def _lost() -> Iterator[str]:
    here = set(Entry.objects.values_list("sequence", flat=True))
    lost = {number: facts for number, *facts in entries.noted_entries() if number not in here}
    if lost:
        yield f"lost: {len(lost)} entries of the log, from number {min(lost)} to {max(lost)}"
    for number, (kind, uid, action) in sorted(lost.items())[:MOST_LISTED]:
        yield f"lost: number {number}, {action} {kind} {uid}"
    if len(lost) > MOST_LISTED:
        yield f"lost: and {len(lost) - MOST_LISTED} more"


def _skip_numbers(revoked: Iterable[Line]) -> Iterator[str]:
    """Also those of what was revoked: else a new account would get the number of a deleted one,
    and would be switched off the next time."""
    highest = numbers.all_reserved()
    end = highest.pop(numbers.LOG, 0)
    for line in revoked:
        for model, pk in rows_of(line["model"], line["pk"]):
            table = numbers.table_of(model)
            highest[table] = max(pk, highest.get(table, 0))
    with transaction.atomic(), appending() as head:
        if end > max(head.sequence, head.given_until):
            yield f"numbers: the log goes on after {end}, since {head.sequence + 1} may be in use"
            head.given_until = end
            head.save(update_fields=["given_until"])
        for table, number in sorted(highest.items()):
            numbers.skip(table, number)


def _end_sessions() -> Iterator[str]:
    """Of those that the backup has, some were ended since."""
    number, _rows = Session.objects.all().delete()
    if number:
        for user in get_user_model()._default_manager.filter(is_active=True):
            end_previews(None, user)
        yield f"ended: {number} sessions. Everybody signs in again"


def _erase(uid: str) -> Iterator[str]:
    person = Person.objects.filter(uid=uid).first()
    trashed = Trashed.objects.filter(kind=Person.kind, uid=uid, merge=None).first()
    if person is None and trashed is not None:  # it had come back before it was removed
        person = restore(trashed, public=False)
    if person is not None:
        removal = remove_person(person, reason=REASON)
        yield f"erased again: person {uid}, with {removal.redacted} earlier versions"
        for record in removal.still_named:
            yield f"look at this: {record.kind} {record.key} still has the name in its words"


def _redact(line: Line) -> Iterator[str]:
    entry = Entry.objects.filter(pk=line["sequence"], digest=line["digest"]).first()
    if entry is None or entry.redacted_at is not None:
        return
    try:
        redact(entry, reason=REASON)
    except ValidationError as error:
        yield f"look at this: number {entry.sequence} was redacted. {error.messages[0]}"
    else:
        yield f"redacted again: number {entry.sequence}"


def _revoke(line: Line) -> Iterator[str]:
    """Of several lines about the same, this is the last one."""
    entry = watched.get(line["model"])
    if entry is None or line["change"] == "on":
        return
    if isinstance(entry, WatchedLinks):
        done = "is taken away" if entry.between(line["pk"]).delete()[0] else ""
    else:
        row = entry.model._default_manager.filter(pk=line["pk"]).first()
        done = _end(row, line, entry.active) if row else ""
    if done:
        yield f"revoked again: {line['model']} {line['pk']} {done}"


def _end(row: Any, line: Line, active: str) -> str:
    """End what had ended, and say what was done: nothing if it is ended here, too."""
    field = line.get("field", active)
    value = getattr(row, field) if field else None
    if line["change"] == "secret":
        if sum_of(value, field) == line["sha256"]:
            return ""
        _replace_secret(row, field)
        return f"needs a new {field}"
    if line["change"] == "deleted" and not isinstance(row, AbstractBaseUser):
        row.delete()
        return "is deleted"
    if not is_on(value, field):
        return ""
    off = line["at"] if field.endswith("_at") else False
    type(row)._default_manager.filter(pk=row.pk).update(**{field: off})
    return "is switched off" if field == active else f"has {field} no more"


def _replace_secret(row: Any, field: str) -> None:
    """An account gets no password until it is reset, and no address at which it can be reset."""
    if field == "email":
        row.email = ""
        row.save(update_fields=["email"])
    elif isinstance(row, AbstractBaseUser):
        row.set_unusable_password()
        row.save(update_fields=["password"])
    else:
        row.replace_secret()
