from django.db import migrations

from archive.migrations import _keys_in_index as index


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("archive", "0004_search_filters_filled")]
    operations = [migrations.RunPython(index.create, index.drop)]
