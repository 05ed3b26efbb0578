"""What the tests of formats share."""

import pytest
from django.db import transaction

from tests.api.formats.sample import sample
from tests.shared import take_all_away


@pytest.fixture(scope="module")
def document(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        take_all_away()
        with transaction.atomic():
            made = sample()
            transaction.set_rollback(True)
    return made
