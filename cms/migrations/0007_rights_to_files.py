"""Who may publish files, and whose file each size of a picture was cut from."""

from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from cms.rights import WORKFLOW, content_type, group, permission

DECIDE = ("publish", "lock", "unlock")
KINDS = ("customimage", "customdocument")


def give_rights(apps, schema_editor):
    """Who publishes records publishes files, after the same approval."""
    workflow = apps.get_model("wagtailcore.Workflow").objects.get(name=WORKFLOW)
    for kind in KINDS:
        given = [permission(apps, "cms", kind, action) for action in DECIDE]
        group(apps, "Moderators").permissions.add(*given)
        apps.get_model("wagtailcore.WorkflowContentType").objects.get_or_create(
            content_type=content_type(apps, "cms", kind), defaults={"workflow": workflow}
        )


def take_rights(apps, schema_editor):
    for kind in KINDS:
        record = content_type(apps, "cms", kind)
        workflows = apps.get_model("wagtailcore.WorkflowContentType").objects
        workflows.filter(content_type=record).delete()
        given = apps.get_model("auth.Permission").objects.filter(content_type=record)
        group(apps, "Moderators").permissions.remove(*given)


def name_files(apps, schema_editor):
    """The sizes of a picture belong to one of its files. So far each picture had one."""
    sizes = apps.get_model("cms.CustomRendition").objects
    for pk, sha256 in apps.get_model("cms.CustomImage").objects.values_list("pk", "sha256"):
        key = Concat(Value(sha256[:8]), F("focal_point_key"))
        sizes.filter(image_id=pk).update(focal_point_key=key)


def forget_files(apps, schema_editor):
    sizes = apps.get_model("cms.CustomRendition").objects
    sizes.update(focal_point_key=Substr("focal_point_key", 9))


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0006_files_with_drafts"),
    ]

    operations = [
        migrations.RunPython(give_rights, take_rights),
        migrations.RunPython(name_files, forget_files),
    ]
