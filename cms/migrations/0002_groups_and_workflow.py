"""Who may do what: Editors write, Moderators publish, and neither touches users or groups.

Permissions come into being after all migrations have run, so those that are given here are made
here, by the names that Django and Wagtail would give them; later they are found and left alone.
"""

from django.db import migrations

from cms.rights import (
    WORKFLOW,
    content_type,
    give_rights,
    group,
    named_permission,
    permission,
    take_rights,
)

KINDS = ("quote", "partner", "person", "theme", "venue", "reference")
PAGE_WRITE = ("add", "change")
PUBLISH = ("publish", "lock", "unlock")
# What adds and chooses a file asks for the right to Wagtail's model, what publishes it to ours.
FILES = (("wagtailimages", "image"), ("wagtaildocs", "document"))
FILE_KINDS = ("customimage", "customdocument")
RELEASES = {
    "Editors": ("add", "change", "view"),
    "Moderators": ("add", "change", "view", "delete", "publish"),
}
SHARED_RECORDS = (
    "cms",
    "seriespage",
    "edit_shared_records",
    "Can edit records that several series share",
)
# The rights to the log and to the check of files: the model, the right, and Django's name for it.
READ_LOG = ("archive", "entry", "view_entry", "Can view log entry")
REDACT = ("archive", "entry", "redact_entry", "Can redact an earlier version")
CHECK_FILES = ("exports", "fixityrun", "check_files", "Can have all files checked")
LOG_RIGHTS = {"Editors": (READ_LOG,), "Moderators": (READ_LOG, REDACT, CHECK_FILES)}


def set_up(apps, schema_editor):
    groups = {name: group(apps, name) for name in ("Editors", "Moderators")}
    for name, receiver in groups.items():
        given = [permission(apps, "wagtailadmin", "admin", "access", "access_admin")]
        given.append(
            permission(
                apps,
                "simple_translation",
                "simpletranslation",
                "submit translations",
                "submit_translation",
            )
        )
        given += [named_permission(apps, *right) for right in (*LOG_RIGHTS[name], SHARED_RECORDS)]
        given += [permission(apps, "cms", "release", action) for action in RELEASES[name]]
        receiver.permissions.add(*given)
    give_pages(apps, groups["Editors"], PAGE_WRITE)
    give_pages(apps, groups["Moderators"], (*PAGE_WRITE, *PUBLISH))
    for receiver in groups.values():
        give_files(apps, receiver)
    moderate(apps, groups["Moderators"])
    for kind in KINDS:
        give_rights(apps, kind)
    publish_files(apps, groups["Moderators"])


def give_pages(apps, receiver, actions):
    """On the root, so that the pages of every language are covered."""
    root = apps.get_model("wagtailcore.Page").objects.get(depth=1)
    page_permissions = apps.get_model("wagtailcore.GroupPagePermission").objects
    for action in actions:
        page_permissions.get_or_create(
            group=receiver,
            page=root,
            permission=permission(apps, "wagtailcore", "page", action),
        )


def give_files(apps, receiver):
    root = apps.get_model("wagtailcore.Collection").objects.get(depth=1)
    collection_permissions = apps.get_model("wagtailcore.GroupCollectionPermission").objects
    for app_label, model in FILES:
        for action in ("add", "change", "choose"):
            collection_permissions.get_or_create(
                group=receiver,
                collection=root,
                permission=permission(apps, app_label, model, action),
            )


def publish_files(apps, moderators):
    """Who publishes records publishes files, after the same approval."""
    workflow = apps.get_model("wagtailcore.Workflow").objects.get(name=WORKFLOW)
    for kind in FILE_KINDS:
        moderators.permissions.add(*(permission(apps, "cms", kind, action) for action in PUBLISH))
        apps.get_model("wagtailcore.WorkflowContentType").objects.get_or_create(
            content_type=content_type(apps, "cms", kind), defaults={"workflow": workflow}
        )


def moderate(apps, moderators):
    """One workflow for all: what an editor submits, a moderator approves."""
    workflow, _ = apps.get_model("wagtailcore.Workflow").objects.get_or_create(name=WORKFLOW)
    task = apps.get_model("wagtailcore.GroupApprovalTask").objects.filter(groups=moderators).first()
    if task is None:
        task = apps.get_model("wagtailcore.GroupApprovalTask").objects.create(
            name=WORKFLOW, content_type=content_type(apps, "wagtailcore", "groupapprovaltask")
        )
        task.groups.add(moderators)
    workflow_tasks = apps.get_model("wagtailcore.WorkflowTask").objects
    workflow_tasks.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    root = apps.get_model("wagtailcore.Page").objects.get(depth=1)
    workflow_pages = apps.get_model("wagtailcore.WorkflowPage").objects
    workflow_pages.get_or_create(page=root, defaults={"workflow": workflow})


def take_down(apps, schema_editor):
    """The groups and the workflow are Wagtail's own; only the rights are ours."""
    for kind in (*KINDS, *FILE_KINDS, "release"):
        take_rights(apps, kind)
    for name, rights in LOG_RIGHTS.items():
        given = [named_permission(apps, *right) for right in (*rights, SHARED_RECORDS)]
        group(apps, name).permissions.remove(*given)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("simple_translation", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(set_up, take_down)]
