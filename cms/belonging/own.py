"""The records that belong to a person: what only the pages that they may change show."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from wagtail.models import ModelLogEntry, Page, TranslatableMixin
from wagtail.permissions import policy_registry

from .graph import Identity, shown_by, shown_elsewhere

CACHE = "_own_records"
SHARED = "cms.edit_shared_records"
# The right to pages that an action on a record needs. Other actions need none.
NEEDS = {
    "change": "change",
    "delete": "publish",
    "publish": "publish",
    "lock": "publish",
    "unlock": "publish",
}


def may_edit_shared(user: Any) -> bool:
    return user.has_perm(SHARED)


def own_records(user: Any, action: str, model: Any) -> set[int]:
    """The primary keys of the records of `model` that belong to `user`.

    A record belongs to somebody who has the right `action` to every page that shows it, directly
    or through other records. What no page shows belongs to those who made it, or a record that it
    translates, and to their colleagues. It is found once for each request.
    """
    cache: dict[Any, Any] = getattr(user, CACHE, {})
    setattr(user, CACHE, cache)
    if (action, model) not in cache:
        pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, action)
        if action not in cache:
            cache[action] = shown_by(pages)
        cache[action, model] = _own(cache[action], pages, user, model)
    return cache[action, model]


def _own(shown_records: set[Identity], pages: QuerySet[Page], user: Any, model: Any) -> set[int]:
    kind = ContentType.objects.get_for_model(model).pk
    pks = {int(pk) for content_type, pk in shown_records if content_type == kind}
    pks |= set(_made_by(user, model))
    if issubclass(model, TranslatableMixin):
        keys = model._default_manager.filter(pk__in=pks).values("translation_key")
        same = model._default_manager.filter(translation_key__in=keys)
        pks |= set(same.values_list("pk", flat=True))
    elsewhere = shown_elsewhere({(kind, str(pk)) for pk in pks}, pages)
    return pks - {int(pk) for _kind, pk in elsewhere}


def _made_by(user: Any, model: type[Model]) -> Iterator[int]:
    """What `user` made, or somebody in the same group with rights to pages."""
    groups = user.groups.filter(page_permissions__isnull=False)
    makers = get_user_model()._default_manager.filter(Q(pk=user.pk) | Q(groups__in=groups))
    owner = getattr(policy_registry.get_by_type(model), "owner_field_name", None)
    if owner is not None:
        files = model._default_manager.filter(**{f"{owner}__in": makers.values("pk")})
        yield from files.values_list("pk", flat=True)
        return
    kind = ContentType.objects.get_for_model(model)
    made = ModelLogEntry.objects.filter(
        content_type=kind, action="wagtail.create", user__in=makers.values("pk")
    )
    yield from (int(pk) for pk in made.values_list("object_id", flat=True))
