"""Releases, and who may collect and publish them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cms.rights import GROUPS, group, permission

RIGHTS = {
    "Editors": ("add", "change", "view"),
    "Moderators": ("add", "change", "view", "delete", "publish"),
}


def give_rights(apps, schema_editor):
    for name in GROUPS:
        given = [permission(apps, "cms", "release", action) for action in RIGHTS[name]]
        group(apps, name).permissions.add(*given)


def take_rights(apps, schema_editor):
    for name in GROUPS:
        given = [permission(apps, "cms", "release", action) for action in RIGHTS[name]]
        group(apps, name).permissions.remove(*given)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0010_session_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=255, verbose_name="name")),
                (
                    "go_live_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="goes live"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="published"
                    ),
                ),
                (
                    "scheduled_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "release",
                "verbose_name_plural": "releases",
                "default_permissions": ("add", "change", "delete", "view", "publish"),
            },
        ),
        migrations.CreateModel(
            name="ReleaseItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("object_id", models.PositiveBigIntegerField()),
                ("revision", models.PositiveBigIntegerField(null=True)),
                ("problem", models.TextField(blank=True)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="cms.release",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["kind", "object_id"], name="cms_release_record")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("release", "kind", "object_id"), name="cms_release_item"
                    )
                ],
            },
        ),
        migrations.RunPython(give_rights, take_rights),
    ]
