import django.db.models.deletion
import modelsearch.index
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

TABLE = "archive_searchtext"


def index_trigrams(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE INDEX archive_searchtext_trigrams ON {TABLE} USING gin (folded gin_trgm_ops)"
        )


def drop_trigrams(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX archive_searchtext_trigrams")


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0002_rights_on_the_log"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.TextField()),
                ("text", models.TextField()),
                ("folded", models.TextField()),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_text",
                        to="archive.record",
                    ),
                ),
            ],
            options={"default_permissions": ()},
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["recorded_at"], name="archive_entry_time"),
        ),
        TrigramExtension(),
        migrations.RunPython(index_trigrams, drop_trigrams),
    ]
