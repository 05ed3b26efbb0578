"""What the tests of formats share."""

import pytest

from tests.api.formats.sample import sample


@pytest.fixture(scope="module")
def document(django_db_setup, django_db_blocker):
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield sample()
        transaction.set_rollback(True)
