from django.db import migrations

from archive.migrations import _search_filters as filters


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("archive", "0003_search_filters")]
    operations = [migrations.RunPython(filters.fill, migrations.RunPython.noop)]
