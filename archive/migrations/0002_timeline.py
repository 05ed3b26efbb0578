from django.db import migrations, models

from archive.migrations import _timeline as timeline


class Migration(migrations.Migration):
    atomic = False  # as PostgreSQL wants it for an index that locks nobody out

    dependencies = [
        ("archive", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, timeline.restore),
        migrations.AddField(
            model_name="publicrecord",
            name="series",
            field=models.CharField(blank=True, db_default="", max_length=500),
        ),
        migrations.RunPython(timeline.create, migrations.RunPython.noop),
    ]
