import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import Workflow

from cms.models import EventPage, Partner, Person, Quote, Reference, Theme, Venue
from cms.models.file import ArchivedFile
from home.models import HomePage
from tests import factories

pytestmark = pytest.mark.django_db
COLLECT = {"add_release", "change_release", "view_release"}
SHARED = {"edit_shared_records"}
RECORDS = (Quote, Partner, Person, Theme, Venue, Reference)


def rights(name: str) -> set[str]:
    permissions = Group.objects.get(name=name).permissions.filter(content_type__app_label="cms")
    return set(permissions.values_list("codename", flat=True))


def test_editors_write_every_kind_of_record_and_publish_none():
    kinds = [model._meta.model_name for model in RECORDS]

    assert rights("Editors") == {
        *COLLECT,
        *SHARED,
        *(f"{action}_{kind}" for kind in kinds for action in ("add", "change", "view")),
    }


def test_moderators_also_publish_lock_and_delete():
    kinds = [model._meta.model_name for model in RECORDS]
    actions = ("add", "change", "view", "delete", "publish", "lock", "unlock")

    of_files = {
        f"{action}_{model._meta.model_name}"
        for model in ArchivedFile.__subclasses__()
        for action in ("publish", "lock", "unlock")
    }
    of_records = {f"{action}_{kind}" for kind in kinds for action in actions}
    of_releases = SHARED | COLLECT | {"publish_release", "delete_release"}
    assert rights("Moderators") == of_records | of_files | of_releases


def test_both_groups_may_submit_translations():
    submit = Permission.objects.get(codename="submit_translation")

    assert set(submit.group_set.values_list("name", flat=True)) == {"Editors", "Moderators"}


def test_no_group_may_touch_users_groups_or_settings_of_the_site():
    forbidden = {"auth", "wagtailusers", "sessions", "axes"}
    own = {"user", get_user_model()._meta.model_name, "group", "permission", "site", "workflow"}

    for permission in Permission.objects.filter(group__isnull=False).distinct():
        assert permission.content_type.app_label not in forbidden
        assert permission.content_type.model not in own


@pytest.mark.parametrize("group", ["Editors", "Moderators"])
def test_both_groups_work_in_the_whole_tree_and_with_all_files(group):
    group = Group.objects.get(name=group)
    pages = {
        permission.permission.codename
        for permission in group.page_permissions.filter(page__depth=1)
    }
    files = {permission.permission.codename for permission in group.collection_permissions.all()}

    assert {"add_page", "change_page"} <= pages
    assert ("publish_page" in pages) is (group.name == "Moderators")
    assert {"add_image", "change_image", "choose_image", "add_document"} <= files


def test_one_workflow_covers_pages_and_all_records():
    event = factories.make_event(series=factories.make_series())

    workflows = {event.get_workflow(), HomePage.objects.get().get_workflow()}
    workflows |= {model().get_workflow() for model in RECORDS}

    assert workflows == {Workflow.objects.get(name="Moderators approval")}
    assert EventPage.objects.get().get_workflow().tasks.count() == 1


def test_every_permission_is_there_once():
    keys = list(Permission.objects.values_list("content_type", "codename"))

    assert len(keys) == len(set(keys))
