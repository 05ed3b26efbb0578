from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0003_lost_numbers"),
    ]

    operations = [
        migrations.AddField(
            model_name="head",
            name="renewed",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="head",
            name="recent",
            field=models.TextField(db_default="", default=""),
        ),
    ]
