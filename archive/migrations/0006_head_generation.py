from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0005_epoch_of_the_log")]

    operations = [
        migrations.AddField(
            model_name="head",
            name="generation",
            field=models.BigIntegerField(default=0),
        ),
    ]
