from django.db import migrations, models

import archive.models.entry


class Migration(migrations.Migration):
    dependencies = [("archive", "0004_former_paths")]

    operations = [
        migrations.AddField(
            model_name="head",
            name="epoch",
            field=models.CharField(default=archive.models.entry.new_epoch, max_length=16),
        ),
    ]
