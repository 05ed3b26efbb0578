"""Plenary signs messages as Standard Webhooks specifies, and keeps the secret out of its logs."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from tests.receiving import receiver, saying
from tests.webhooks.helpers import here, make_and_publish, make_endpoint
from webhooks.delivery import deliver
from webhooks.messages import headers_of, ping
from webhooks.models import Delivery, Endpoint, new_secret

# From the specification's own libraries.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


VECTOR = {
    "id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "timestamp": 1614265330,
    "body": '{"test": 2432232314}',
    "signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}


def test_g4_signatures_are_those_of_the_specification():
    when = datetime.fromtimestamp(VECTOR["timestamp"], tz=UTC)
    signed = Webhook(SECRET).sign(VECTOR["id"], when, VECTOR["body"])
    assert signed == VECTOR["signature"]


@pytest.mark.django_db
@here
def test_g4_two_secrets_sign_in_a_rotation_and_one_a_day_later():
    with receiver() as hook:
        endpoint = make_endpoint(hook.url)
        first = endpoint.secret
        endpoint.rotate()
        make_and_publish("Peace")
        deliver(endpoint.pk)
        request = hook.requests[0]
        for secret in (first, Endpoint.objects.get().secret):
            assert Webhook(secret).verify(request.body, request.headers)["data"]["key"] == "peace"
        assert first != Endpoint.objects.get().secret
        later = timezone.now() + timedelta(hours=25)
        assert Endpoint.objects.get().secrets_at(later) == [Endpoint.objects.get().secret]


@pytest.mark.django_db
def test_the_secret_that_receivers_have_outlives_one_that_nobody_has_seen():
    endpoint = make_endpoint(is_secret_shown=True)
    shown_first, now = endpoint.secret, timezone.now()
    endpoint.rotate()
    unseen = endpoint.secret
    endpoint.rotate()
    assert endpoint.secrets_at(now) == [endpoint.secret, shown_first]
    assert unseen not in endpoint.secrets_at(now)
    endpoint.is_secret_shown, shown_last = True, endpoint.secret
    endpoint.rotate()
    assert endpoint.secrets_at(now) == [endpoint.secret, shown_last]
    with time_machine.travel(now + timedelta(hours=25)):
        assert Endpoint.objects.get().secrets_at(timezone.now()) == [endpoint.secret]


def test_g4_a_message_that_is_played_again_is_refused_by_the_library():
    secret, sent_at = new_secret(), timezone.now() - timedelta(minutes=6)
    message = ping(sent_at)
    headers = headers_of(message, [secret], sent_at)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(message.body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(message.body + b" ", headers_of(message, [secret], timezone.now()))


@pytest.mark.django_db
@here
def test_no_log_line_holds_a_secret(caplog):
    caplog.set_level(logging.DEBUG)
    with receiver(saying(500)) as hook:
        endpoint = make_endpoint(hook.url)
        make_and_publish("Peace")
        deliver(endpoint.pk)
    assert endpoint.secret not in caplog.text
    assert endpoint.secret[6:] not in str(list(Delivery.objects.values()))
