"""Why somebody may not change a record or a page, and who may."""

from collections import defaultdict
from typing import Any

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from django.utils.text import get_text_list
from wagtail.models import GroupPagePermission, Page
from wagtail.permissions import policy_registry

from .graph import identity_of, pages_showing
from .own import NEEDS, SHARED, may_edit_shared

MAX_NAMES = 3


def why_not(user: Any, record: Any, action: str = "change") -> str:
    """Why `action` is not for `user`, who may do it to other records. "" when it is."""
    policy = policy_registry.get(record)
    may = policy.user_has_permission_for_instance(user, action, record)
    if may or action not in NEEDS or not policy.user_has_permission(user, action):
        return ""
    pages = showing(record)
    if isinstance(record, Page):
        reason = "You may change the pages of your own series only."
    elif pages:
        others = _others(user, pages, action)
        reason = f"{others} it. You may change a record only if no other series shows it."
    else:
        reason = "No page of yours shows it, and nobody of your group made it."
    name = f"“{record}”" if _may_be_named(user, record) else "This page"
    groups = _groups_with(record, action, pages)
    return f"{name} is not yours to change. {reason} {groups} may change it."


def limit_of(user: Any) -> str:
    """What `user` may change of records, and who may change the others. "" without a limit."""
    if may_edit_shared(user):
        return ""
    groups = get_text_list([*map(str, _with_shared().order_by("name"))], "and")
    others = groups or "Administrators"
    return (
        f"You may change a record only if no other series shows it. {others} may change the others."
    )


def _with_shared() -> QuerySet[Group]:
    app, _dot, codename = SHARED.partition(".")
    return Group.objects.filter(
        permissions__content_type__app_label=app, permissions__codename=codename
    )


def _others(user: Any, pages: set[int], action: str) -> str:
    """ "“A series” and 2 more pages show": the pages that are not of `user`."""
    policy = policy_registry.get_by_type(Page)
    theirs = policy.instances_user_has_permission_for(user, NEEDS[action])
    others = Page.objects.filter(pk__in=pages).exclude(pk__in=theirs.values("pk"))
    named = [f"“{page}”" for page in _nameable(user, others)[:MAX_NAMES]]
    more = others.count() - len(named)
    if not named:
        return "Another page shows" if more == 1 else "Other pages show"
    if more:
        named.append(f"{more} more page{'s' if more > 1 else ''}")
    verb = "show" if len(named) > 1 else "shows"
    return f"{get_text_list(named, 'and')} {verb}"


def _nameable(user: Any, pages: QuerySet[Page]) -> QuerySet[Page]:
    """Those that the admin shows to `user`."""
    visible = policy_registry.get_by_type(Page).explorable_instances(user)
    return pages.filter(pk__in=visible.values("pk")).order_by("path")


def _may_be_named(user: Any, record: Any) -> bool:
    return not isinstance(record, Page) or (
        _nameable(user, Page.objects.filter(pk=record.pk)).exists()
    )


def who_may(record: Any, action: str) -> str:
    """The groups, such as "Editors of this series and Moderators"."""
    return _groups_with(record, action, showing(record))


def showing(record: Any) -> set[int]:
    """The pages that show a record; none for a page."""
    return set() if isinstance(record, Page) else pages_showing(identity_of(record))


def _groups_with(record: Any, action: str, pages: set[int]) -> str:
    need = NEEDS[action]
    if isinstance(record, Page):
        groups = Group.objects.filter(pk__in=_with_right_to([record.path], need))
    else:
        paths = Page.objects.filter(pk__in=pages).values_list("path", flat=True)
        own = _with_right_to(list(paths), need)
        groups = _with_right_to_kind(record, action).filter(
            Q(pk__in=_with_shared().values("pk")) | Q(pk__in=own)
        )
    names = groups.distinct().order_by("name")
    return get_text_list([str(group) for group in names], "and") or "Administrators"


def _with_right_to_kind(record: Any, action: str) -> QuerySet[Group]:
    """The groups with a right to records of this kind, or to files in a collection."""
    models = (type(record), getattr(policy_registry.get(record), "auth_model", type(record)))
    names = {get_permission_codename(action, model._meta) for model in models}
    return Group.objects.filter(
        Q(permissions__codename__in=names)
        | Q(collection_permissions__permission__codename__in=names)
    )


def _with_right_to(paths: list[str], action: str) -> list[int]:
    """The groups with a right to the pages at all of `paths`."""
    rights = GroupPagePermission.objects.filter(permission__codename=f"{action}_page")
    roots = defaultdict(list)
    for group, root in rights.values_list("group", "page__path"):
        roots[group].append(root)
    return [
        group
        for group, own in roots.items()
        if paths and all(path.startswith(tuple(own)) for path in paths)
    ]
