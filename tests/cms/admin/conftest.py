"""The people of the admin tests."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client


def user(name: str, *groups: str, **fields):
    person = get_user_model().objects.create_user(name, f"{name}@example.org", "secret", **fields)
    person.groups.set(Group.objects.filter(name__in=groups))
    return person


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def editor(db) -> Client:
    return signed_in(user("editor", "Editors"))


@pytest.fixture
def moderator(db) -> Client:
    return signed_in(user("moderator", "Moderators"))


@pytest.fixture
def superuser(db) -> Client:
    return signed_in(user("superuser", is_superuser=True))
