"""Plenary keeps deliveries for a month."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.webhooks.helpers import make_endpoint
from webhooks.models import Delivery


@pytest.mark.django_db
def test_deliveries_are_forgotten_after_a_month():
    endpoint = make_endpoint()
    for days in (1, 31):
        Delivery.objects.create(
            endpoint=endpoint,
            message_id="msg",
            type="ping",
            sent_at=timezone.now() - timedelta(days=days),
            milliseconds=1,
            is_done=True,
        )
    call_command("archive_sweep", stdout=io.StringIO())
    assert Delivery.objects.count() == 1
