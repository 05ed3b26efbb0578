from django.db import migrations

from archive.migrations import _covering as covering


class Migration(migrations.Migration):
    atomic = False  # as PostgreSQL wants it for an index that locks nobody out

    dependencies = [
        ("archive", "0007_facet_counts"),
    ]

    operations = [
        migrations.RunPython(covering.create, covering.restore),
    ]
