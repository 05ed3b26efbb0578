from django.db import migrations, models

from archive.migrations import _words as words


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0008_covering_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=50, primary_key=True, serialize=False)),
                ("texts", models.IntegerField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(words.create, words.drop),
    ]
