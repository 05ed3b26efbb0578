"""What a record shows that is not public, each with what is missing and who may publish it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from wagtail.models import TranslatableMixin

from cms.admin.links import edit_url
from cms.admin.warnings import Advice, missing_in
from cms.belonging.who import who_may
from cms.models import ArchivePage
from cms.models.file import ArchivedFile
from cms.models.publication import check_publishable, reason_of
from cms.publishing.linked_records import shown_by
from cms.publishing.rights import may_publish
from cms.publishing.together import Draft

MOST_OFFERS = 200


@dataclass(frozen=True)
class Offer:
    """A `record` that is not public, as its newest draft has it, and what shows it."""

    record: Any
    shown_in: Any
    user: Any

    @property
    def draft(self) -> Draft:
        return Draft.of(self.record)

    @property
    def kind(self) -> str:
        return str(self.record._meta.verbose_name)

    @property
    def url(self) -> str:
        return edit_url(type(self.record), self.record.pk)

    @cached_property
    def may_publish(self) -> bool:
        return may_publish(self.user, self.record)

    @property
    def who_may(self) -> str:
        return who_may(self.record, "publish")

    @property
    def goes_along(self) -> bool:
        """A new file is published with the first record that shows it."""
        return isinstance(self.record, ArchivedFile) and self.record.is_never_published

    @cached_property
    def caution(self) -> str:
        """Why it is not ticked from the start. "" when nothing speaks against it."""
        return caution_of(self.record, self.shown_in)

    @cached_property
    def problem(self) -> str:
        """What keeps it from being published."""
        try:
            check_publishable(self.record)
        except ValidationError as error:
            return reason_of(error, type(self.record))
        return ""

    @cached_property
    def linked_records(self) -> list[Any]:
        return shown_by(self.record)

    @cached_property
    def missing(self) -> list[Advice]:
        return missing_in(self.record, self.linked_records)

    @property
    def can_be_ticked(self) -> bool:
        return self.may_publish and not self.problem

    @property
    def is_ticked(self) -> bool:
        return self.can_be_ticked and not self.caution


def caution_of(record: Any, shown_in: Any) -> str:
    if record.first_published_at is not None or record.expired:
        return "It was public before, and somebody has taken it back."
    if record.scheduled_revision is not None:
        return "It goes live by itself at the time that is set in its form."
    if isinstance(record, ArchivePage) and not _belongs_to(record, shown_in):
        return "It is only named here. It is a page of its own."
    return ""


def _belongs_to(page: ArchivePage, shown_in: Any) -> bool:
    """Whether `page` lies above `shown_in`, or is the same in another language."""
    is_above = isinstance(shown_in, ArchivePage) and shown_in.path.startswith(page.path)
    return is_above or page.translation_key == getattr(shown_in, "translation_key", None)


def needs_a_question(record: Any, user: Any) -> bool:
    """Whether something that `record` shows has never been public, and `user` may publish it."""
    return any(
        not linked.live
        and not (isinstance(linked, ArchivedFile) and linked.is_never_published)
        and not caution_of(linked, record)
        and may_publish(user, linked)
        for linked in (*shown_by(record), *_translations(record))
    )


def offers_of(record: Any, user: Any) -> list[Offer]:
    """Everything hidden that `record` shows, and what that shows in its turn."""
    return list(_walk(record, user))


def _walk(record: Any, user: Any) -> Iterator[Offer]:
    seen = {(record.kind, record.pk)}
    showing = [(record, [*shown_by(record), *_translations(record)])]
    while showing:
        shown_in, linked_records = showing.pop(0)
        for linked in linked_records:
            key = (linked.kind, linked.pk)
            if linked.live or key in seen or len(seen) > MOST_OFFERS:
                continue
            seen.add(key)
            offer = Offer(newest_draft(linked), shown_in, user)
            if not offer.caution:
                showing.append((offer.record, offer.linked_records))
            yield offer


def newest_draft(record: Any) -> Any:
    """The newest version of `record`. What is saved, when that version cannot be read."""
    try:
        return record.get_latest_revision_as_object()
    except ValidationError:
        return record


def _translations(record: Any) -> list[Any]:
    """Its hidden versions in other languages, without aliases: these follow by themselves."""
    if not isinstance(record, TranslatableMixin) or not record.translation_key:
        return []
    others = record.get_translations().filter(live=False)
    if isinstance(record, ArchivePage):
        others = others.filter(alias_of=None)
    return list(others)
