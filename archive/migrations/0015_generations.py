"""`generation` is the time of the last change in nanoseconds; it was a number that counted some."""

from django.db import migrations


def begin(apps, schema_editor):
    for head in apps.get_model("archive", "Head").objects.exclude(recorded_at=None):
        head.generation = int(head.recorded_at.timestamp() * 1_000_000_000)
        head.save(update_fields=["generation"])


class Migration(migrations.Migration):
    dependencies = [("archive", "0014_large_archives")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
