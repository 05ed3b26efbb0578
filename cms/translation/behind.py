"""Which translations are behind their original, and which are missing, as conditions."""

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from wagtail.models import Locale

from cms.models import TranslationBasis

OF_ORIGINAL = Q(locale__language_code=settings.LANGUAGE_CODE)
OTHER_LANGUAGES = [pair for pair in settings.LANGUAGES if pair[0] != settings.LANGUAGE_CODE]


def behind(model: Any) -> Q:
    """The translations whose original was published with a change since they were confirmed, and
    those that nobody has confirmed."""
    confirmed = TranslationBasis.objects.filter(
        uid=OuterRef(OuterRef("uid")), version__gte=OuterRef("live_revision")
    )
    originals = model._default_manager.filter(
        OF_ORIGINAL, translation_key=OuterRef("translation_key"), live_revision__isnull=False
    )
    is_behind = Q(Exists(originals.filter(~Exists(confirmed))))
    return ~OF_ORIGINAL & ~_alias(model) & is_behind


def untranslated(model: Any, code: str) -> Q:
    """The public originals without a translation, while the archive has the language."""
    translations = model._default_manager.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=code
    )
    is_missing = Q(Exists(Locale.objects.filter(language_code=code))) & Q(~Exists(translations))
    return OF_ORIGINAL & ~_alias(model) & Q(live=True) & is_missing


def _alias(model: Any) -> Q:
    """An alias of a page follows it without anybody's work."""
    has_aliases = any(field.name == "alias_of" for field in model._meta.fields)
    return Q(alias_of__isnull=False) if has_aliases else Q(pk__in=[])
