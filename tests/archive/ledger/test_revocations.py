"""Whoever lost an account, a right or a secret does not have it again after a restore."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Model
from wagtail.models import APIToken, GroupApprovalTask

from cms.belonging.groups import make_group
from cms.ledger import store
from home.models import Subscription
from tests.archive.ledger.helpers import restore_check, taken_back
from tests.factories import make_series
from webhooks.models import Endpoint

pytestmark = pytest.mark.django_db


def test_what_was_revoked_stays_revoked():
    left = User.objects.create_user("left", password="one good password")
    deleted = User.objects.create_user("deleted")
    changed = User.objects.create_user("changed", password="an old password")
    again = User.objects.create_user("again", is_active=True)
    token = APIToken.objects.create(user=changed, name="A", key_hash="a", prefix="a")
    gone = Endpoint.objects.create(name="Gone", url="https://a.example.org/")
    rotated = Endpoint.objects.create(name="Rotated", url="https://b.example.org/")
    secret = rotated.secret
    reader = Subscription.objects.create(email="reader@example.org")
    with taken_back():
        User.objects.get(pk=deleted.pk).delete()
        for user, active in ((left, False), (again, False), (again, True)):
            user.is_active = active
            user.save()
        again.is_active = True
        changed.set_password("a new password")
        changed.save()
        token.delete()
        Endpoint.objects.get(pk=gone.pk).delete()
        rotated.rotate()
        reader.delete()

    restore_check()

    switched_on = set(User.objects.filter(is_active=True).values_list("username", flat=True))
    assert switched_on & {"left", "deleted", "changed", "again"} == {"changed", "again"}
    changed.refresh_from_db()
    assert not changed.check_password("an old password")
    assert not APIToken.objects.exists()
    assert [endpoint.name for endpoint in Endpoint.objects.all()] == ["Rotated"]
    assert secret not in Endpoint.objects.get().secrets_at(rotated.created_at)
    assert not Subscription.objects.exists()
    text = store.path().read_text()
    for word in ("left", "reader", "example.org", secret, "an old password", "a new password"):
        assert word not in text, "the ledger names nobody"


def test_power_that_was_taken_away_is_not_given_again():
    """Not to an account, nor to its group, nor to whoever reads mail at its former address."""
    series = make_series(title="A series")
    boss = User.objects.create_superuser("boss", email="boss@former.example.org")
    left, stays, back = (User.objects.create_user(name) for name in ("left", "stays", "back"))
    of_series = make_group(series, "Of a series", [left, stays, back], publishes=True)
    doomed, moderators = Group.objects.create(name="Doomed"), Group.objects.get(name="Moderators")
    moderators.user_set.add(left, stays)
    doomed.user_set.add(stays)
    right = Permission.objects.get(codename="publish_theme")
    left.user_permissions.add(right)
    task = GroupApprovalTask.objects.get()
    publishing = of_series.page_permissions.filter(permission__codename="publish_page")
    with taken_back():
        boss.is_superuser, boss.email = False, "boss@new.example.org"
        boss.save()
        left.groups.clear()
        left.user_permissions.clear()
        back.groups.set([])
        back.groups.set([of_series])
        moderators.user_set.remove(stays)
        moderators.permissions.remove(right)
        publishing.delete()
        of_series.collection_permissions.first().delete()
        task.groups.clear()
        Group.objects.get(name="Doomed").delete()
    collections = of_series.collection_permissions.count()

    lines = restore_check()

    assert len(lines) > 10
    boss.refresh_from_db()
    assert (boss.is_superuser, boss.email) == (False, "")
    assert not left.groups.exists()
    assert not left.user_permissions.exists()
    assert [group.name for group in stays.groups.all()] == ["Of a series"]
    assert back.groups.get() == of_series, "whoever was taken out and let in again stays"
    assert right not in moderators.permissions.all()
    assert moderators.permissions.exists()
    assert not publishing.exists()
    assert of_series.page_permissions.exists()
    assert of_series.collection_permissions.count() == collections - 1
    assert not task.groups.exists()
    again = restore_check()
    assert [line for line in again if line.startswith("revoked")] == []
    assert "example.org" not in store.path().read_text()


@pytest.mark.parametrize("model", [User, Endpoint, Subscription, APIToken])
def test_what_is_new_after_a_restore_is_not_taken_for_what_was_revoked(model):
    def make(name: str) -> Model:
        if model is User:
            return User.objects.create_user(name)
        if model is Endpoint:
            return Endpoint.objects.create(name=name, url=f"https://{name}.example.org/")
        if model is Subscription:
            return Subscription.objects.create(email=f"{name}@example.org")
        return APIToken.objects.create(user=owner, name=name, key_hash=name, prefix=name)

    owner = User.objects.create_user("owner")
    with taken_back():
        make("lost").delete()
    restore_check()
    new = make("new")
    restore_check()
    assert model.objects.filter(pk=new.pk).exists()
    assert getattr(model.objects.get(pk=new.pk), "is_active", True)
