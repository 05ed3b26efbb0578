"""The right to records that several series share. Who may change records so far keeps it."""

from django.conf import settings
from django.db import migrations
from django.db.models import Q

from cms.rights import named_permission

RIGHT = "edit_shared_records"
NAME = "Can edit records that several series share"


def give_right(apps, schema_editor):
    right = named_permission(apps, "cms", "seriespage", RIGHT, NAME)
    reading = Q(codename__startswith="view_") | Q(codename__startswith="choose_")
    of_records = (
        apps.get_model("auth.Permission")
        .objects.filter(content_type__app_label__in=("cms", "wagtailimages", "wagtaildocs"))
        .exclude(reading | Q(content_type__model="release"))
    )
    groups = apps.get_model("auth.Group").objects.filter(
        Q(permissions__in=of_records) | Q(collection_permissions__permission__in=of_records)
    )
    right.group_set.add(*groups.distinct())
    users = apps.get_model(settings.AUTH_USER_MODEL).objects.filter(user_permissions__in=of_records)
    right.user_set.add(*users.distinct())


def take_right(apps, schema_editor):
    named_permission(apps, "cms", "seriespage", RIGHT, NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0014_extended_dates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="seriespage",
            options={
                "permissions": [(RIGHT, NAME)],
                "verbose_name": "series",
                "verbose_name_plural": "series",
            },
        ),
        migrations.RunPython(give_right, take_right),
    ]
