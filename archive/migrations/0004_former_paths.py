import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0003_search")]

    operations = [
        migrations.CreateModel(
            name="FormerPath",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=2000, unique=True)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_paths",
                        to="archive.record",
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                condition=models.Q(("path", ""), _negated=True),
                fields=["path"],
                name="archive_record_path",
            ),
        ),
    ]
