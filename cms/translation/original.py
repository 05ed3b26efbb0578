"""The original of a translation, and the version of it that counts."""

from typing import Any

from django.conf import settings
from wagtail.models import Revision, TranslatableMixin

from cms.models import TranslationBasis


def is_translatable(record: Any) -> bool:
    return isinstance(record, TranslatableMixin)


def original_of(record: Any) -> Any | None:
    """The record in the default language that `record` is a translation of. None for one that is
    no translation, and while it is alone."""
    if not is_translatable(record) or not record.pk:
        return None
    if record.locale.language_code == settings.LANGUAGE_CODE or getattr(record, "alias_of_id", 0):
        return None
    others = record.get_translations().filter(locale__language_code=settings.LANGUAGE_CODE)
    return others.select_related("live_revision", "latest_revision").first()


def current_version(original: Any) -> Revision | None:
    """The public version, and before there is one the newest draft."""
    return original.live_revision if original.live else original.latest_revision


def basis_of(translation: Any) -> TranslationBasis | None:
    bases = TranslationBasis.objects.select_related("version", "confirmed_by")
    return bases.filter(uid=translation.uid).first()
