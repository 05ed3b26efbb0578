from django.db import migrations, models

from archive.migrations import _concurrent as concurrent


class Migration(migrations.Migration):
    atomic = False  # as PostgreSQL wants it for an index that locks nobody out

    dependencies = [
        ("archive", "0005_file_texts"),
    ]

    operations = [
        concurrent.AddIndex(
            model_name="publicrecord",
            index=models.Index(fields=["kind", "end", "uid"], name="archive_record_end"),
        ),
        concurrent.AddIndex(
            model_name="publicrecord",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["kind", "locale", "uid", "expires_at"],
                name="archive_record_live",
            ),
        ),
    ]
