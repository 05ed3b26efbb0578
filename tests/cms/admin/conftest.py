"""The people of the admin tests."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission

from tests import factories
from tests.shared import shared


def user(name: str, *groups: str, **fields):
    person = get_user_model().objects.create_user(name, f"{name}@example.org", "secret", **fields)
    person.groups.set(Group.objects.filter(name__in=groups))
    return person


def guest(name: str = "gus"):
    """Somebody who may enter the admin, and has no right to anything in it."""
    person = user(name)
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return person


def stranger(name: str = "sam"):
    """Somebody who writes at one series, which is another one than that of any example."""
    person = guest(name)
    group = Group.objects.create(name=f"Writers of {name}")
    page = factories.make_series(title="Their own series")
    for action in ("add", "change"):
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=f"{action}_page"
        )
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    person.groups.add(group)
    return person


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@shared
def editor() -> Client:
    return signed_in(user("editor", "Editors"))


@shared
def moderator() -> Client:
    return signed_in(user("moderator", "Moderators"))


@shared
def superuser() -> Client:
    return signed_in(user("superuser", is_superuser=True))
