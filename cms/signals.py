"""The receivers of signals: a page moves, is translated or is deleted."""

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.db.models import Model
from django.db.models.signals import pre_delete
from django.dispatch import Signal, receiver
from wagtail.models import Page
from wagtail.signals import copy_for_translation_done, post_page_move, published

from cms.belonging.groups import follow_translation
from cms.models import EventPage, SeriesPage, TranslationBasis
from cms.previews import end_previews
from cms.translation.links import lead_to_translations
from cms.translation.original import current_version, is_translatable
from cms.translation.texts import same_texts

user_logged_out.connect(end_previews)

# The sweep sends it after its own work, so that other apps can do scheduled work too.
swept = Signal()
# A person is removed everywhere. `names` are what the person was called: other apps forget them.
person_removed = Signal()


@receiver(post_page_move)
def follow_series(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A moved event belongs to the series above it."""
    event = EventPage.objects.filter(pk=instance.pk).first()
    if event is None:
        return
    series = event.series_above()
    if event.series != series:
        EventPage.objects.filter(pk=event.pk).update(series=series)


@receiver(pre_delete, sender=Page)
def hide_aliases(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Wagtail leaves the aliases of a deleted page behind as pages of their own: here as drafts."""
    for alias in instance.aliases.filter(live=True).specific():
        alias.unpublish()


@receiver(copy_for_translation_done)
def keep_number_and_code(sender: type, source_obj: Model, target_obj: Model, **kwargs: Any) -> None:
    """A translation is the same event. Unlike a copy, it keeps its code and number."""
    if not isinstance(source_obj, EventPage) or not isinstance(target_obj, EventPage):
        return
    for name in ("code", "ordinal", "ordinal_basis", "ordinal_stated"):
        setattr(target_obj, name, getattr(source_obj, name))
    target_obj.save()
    if target_obj.alias_of_id is None:
        target_obj.save_revision()


@receiver(copy_for_translation_done)
def keep_links(sender: type, source_obj: Model, target_obj: Model, **kwargs: Any) -> None:
    """A translated page leads to translations, also when it is copied with the pages below it. A
    record is not saved yet, and an edition waits for its records: see `cms.translation.edition`."""
    waits = hasattr(source_obj, "translated_as")
    if isinstance(target_obj, Page) and target_obj.alias_of_id is None and not waits:
        lead_to_translations(target_obj)


@receiver(copy_for_translation_done)
def keep_editors(sender: type, source_obj: Model, target_obj: Model, **kwargs: Any) -> None:
    """The editors of a series edit it in every language."""
    if isinstance(source_obj, SeriesPage) and isinstance(target_obj, SeriesPage):
        follow_translation(source_obj, target_obj)


@receiver(copy_for_translation_done)
def note_basis(sender: type, source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    """A new translation says what its original says. Wagtail copies the public version of a page,
    and the newest draft of a record. Whoever copies another one names it with `translated_as`."""
    if hasattr(target_obj, "uid") and not getattr(target_obj, "alias_of_id", None):
        is_page = isinstance(source_obj, Page)
        version = current_version(source_obj) if is_page else source_obj.latest_revision
        version, user = getattr(source_obj, "translated_as", (version, None))
        TranslationBasis.confirm(target_obj, version, user)


@receiver(published)
def keep_basis(sender: type, instance: Any, revision: Any, **kwargs: Any) -> None:
    """A translation is still right when its original is published without a change of its texts."""
    if not is_translatable(instance) or not hasattr(instance, "uid"):
        return
    copies = instance.get_translations().values("uid")
    bases = TranslationBasis.objects.filter(uid__in=copies, version__lt=revision.pk)
    for basis in bases.select_related("version"):
        version: Any = basis.version
        if same_texts(version.content, revision.content, type(instance)):
            basis.version = revision
            basis.save(update_fields=["version"])
