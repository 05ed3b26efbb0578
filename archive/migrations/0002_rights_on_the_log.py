"""Editors read the log; Moderators also take out of it what must not stay."""

from django.db import migrations

RIGHTS = {
    "Editors": (("view_entry", "Can view log entry"),),
    "Moderators": (
        ("view_entry", "Can view log entry"),
        ("redact_entry", "Can redact an earlier version"),
    ),
}


def give(apps, schema_editor):
    content_types = apps.get_model("contenttypes.ContentType").objects
    permissions = apps.get_model("auth.Permission").objects
    entry, _ = content_types.get_or_create(app_label="archive", model="entry")
    for name, rights in RIGHTS.items():
        group, _ = apps.get_model("auth.Group").objects.get_or_create(name=name)
        for codename, words in rights:
            permission, _ = permissions.get_or_create(
                content_type=entry, codename=codename, defaults={"name": words}
            )
            group.permissions.add(permission)


def take(apps, schema_editor):
    for group in apps.get_model("auth.Group").objects.filter(name__in=RIGHTS):
        group.permissions.remove(
            *group.permissions.filter(codename__in=["view_entry", "redact_entry"])
        )


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0001_initial"),
        ("cms", "0002_groups_and_workflow"),
    ]

    operations = [migrations.RunPython(give, take)]
