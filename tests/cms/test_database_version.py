import pytest
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder

from cms.database_version import refuse_other_version

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


@pytest.mark.parametrize(
    ("app", "name"),
    [("cms", "9999_of_a_newer_version"), ("wagtailcore", "9999_newer"), ("home", "0003_former")],
)
def test_a_database_of_another_version_is_refused_before_migrating(app, name):
    MigrationRecorder.Migration.objects.create(app=app, name=name)

    with pytest.raises(CommandError, match=f"migration {app}.{name}, which is not here") as refused:
        call_command("migrate", verbosity=0)

    assert refused.value.returncode == 2


def test_an_app_that_is_no_longer_installed_is_no_other_version():
    MigrationRecorder.Migration.objects.create(app="former", name="0001_initial")

    refuse_other_version(using="default")
