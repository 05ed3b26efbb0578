"""Translate an edition with all records that it shows: drafts, which lead to each other."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from modelcluster.models import get_all_child_relations
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.models import Record
from cms.publishing.rights import may_edit

from .links import Key, lead_to_translations, named_in, translations_of

MOST_RECORDS = 500


@dataclass
class TranslationPlan:
    """What a translation of an edition makes. `above`: the pages above it that have none. `closed`:
    those of them, or the translation, that the user may not edit. `kept`: the records that the
    user may not add."""

    edition: Any
    locale: Any
    translation: Any = None
    above: list[Any] = field(default_factory=list)
    closed: list[Any] = field(default_factory=list)
    missing: list[Any] = field(default_factory=list)
    translated: list[Any] = field(default_factory=list)
    kept: list[Any] = field(default_factory=list)

    @property
    def makes_something(self) -> bool:
        return self.translation is None or bool(self.missing)


def plan(edition: Any, locale: Any, user: Any) -> TranslationPlan:
    """What is missing in `locale`. The number of queries does not grow with the records."""
    made = TranslationPlan(edition, locale, edition.get_translation_or_none(locale))
    if made.translation is None:
        made.above = _untranslated_above(edition, locale)
        made.closed = [page for page in made.above if not may_edit(user, page)]
    elif not may_edit(user, made.translation):
        made.closed = [made.translation]
    for record, translation in _shown(edition, locale):
        if translation is not None:
            made.translated.append(translation)
        elif policy_registry.get(record).user_has_permission(user, "add"):
            made.missing.append(record)
        else:
            made.kept.append(record)
    return made


def _untranslated_above(edition: Any, locale: Any) -> list[Page]:
    above = [page for page in edition.get_ancestors() if not page.is_root()]
    translated = translations_of([(Page, page.pk) for page in above], locale)
    return [page for page in above if (Page, page.pk) not in translated]


def _shown(edition: Any, locale: Any) -> Iterator[tuple[Any, Any]]:
    """The records that the draft of `edition` shows, and what these show, with their translations
    into `locale`. It goes on level by level: two queries and one for each list of a kind."""
    draft = edition.latest_revision
    content = draft.content if draft else edition.serializable_data()
    named = {key for key in named_in(content, type(edition)) if issubclass(key[0], Record)}
    seen: set[Key] = set()
    while named and len(seen) < MOST_RECORDS:
        seen |= named
        translations = translations_of(named, locale)
        below: set[Key] = set()
        for model in sorted({model for model, _pk in named}, key=lambda model: model.kind):
            pks = [pk for kind, pk in named if kind is model]
            for record in _with_content(model, pks).exclude(locale=locale).order_by("pk"):
                yield record, translations.get((model, record.pk))
                version = record.latest_revision
                content = version.content if version else record.serializable_data()
                below |= set(named_in(content, model))
        named = {key for key in below if issubclass(key[0], Record)} - seen


def _with_content(model: Any, pks: list[Any]) -> Any:
    parts = [part.get_accessor_name() for part in get_all_child_relations(model)]
    records = model._default_manager.filter(pk__in=pks)
    return records.select_related("latest_revision", "locale").prefetch_related(*parts)


@transaction.atomic
def translate(plan: TranslationPlan, user: Any) -> Any:
    """Make the drafts of `plan`, all or none, and let them lead to each other. Returns the
    translation of the edition."""
    if plan.closed:
        raise PermissionDenied
    made = [_translated(record, plan.locale, user) for record in plan.missing]
    made += [_translated_page(page.specific, plan.locale, user) for page in plan.above]
    edition = plan.translation or _translated_page(plan.edition, plan.locale, user)
    for copy in [*made, edition]:
        lead_to_translations(copy, user)
    return edition


def _translated_page(page: Any, locale: Any, user: Any) -> Any:
    """A draft of the newest version of `page` in `locale`."""
    draft = page.get_latest_revision_as_object()
    draft.translated_as = page.latest_revision, user
    return CopyPageForTranslationAction(draft, locale, user=user).execute()


def translate_record(record: Any, locale: Any, user: Any) -> Any:
    """A draft of a single record, which leads to translations."""
    return lead_to_translations(_translated(record, locale, user), user)


def _translated(record: Any, locale: Any, user: Any) -> Any:
    """A draft of the same text in `locale`, for somebody to translate."""
    copy = record.copy_for_translation(locale)
    copy.live = False
    copy.save()
    copy.save_revision(user=user)
    log(instance=copy, action="wagtail.create", user=user)
    return copy
