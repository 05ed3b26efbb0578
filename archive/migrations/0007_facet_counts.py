from django.db import migrations, models

from archive.publisher.facet_counts import COUNT_ALL

# PostgreSQL takes a name and a value for independent of each other, and so takes the editions of
# a year for few.
STATISTICS = "archive_facet_values"


def count_all(apps, schema_editor):
    for statement in COUNT_ALL:
        schema_editor.execute(statement)


def tell_the_planner(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE STATISTICS {STATISTICS} (mcv) ON name, value FROM archive_facet"
        )


def forget(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP STATISTICS {STATISTICS}")


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0006_indexes_of_counts"),
    ]

    operations = [
        migrations.CreateModel(
            name="FacetCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("locale", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=20)),
                ("value", models.CharField(max_length=255)),
                ("records", models.BigIntegerField()),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "name", "locale", "value"), name="archive_facet_count"
                    )
                ],
            },
        ),
        migrations.RunPython(count_all, migrations.RunPython.noop),
        migrations.RunPython(tell_the_planner, forget),
    ]
