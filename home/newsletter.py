"""Subscribe to the newsletter, confirm, and unsubscribe. No answer tells who is subscribed."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from home import mailing
from home.models import HomePage, Subscription

CONFIRM, LEAVE = "plenary.newsletter.confirm", "plenary.newsletter.leave"
CONFIRM_WITHIN = timedelta(days=3)
# The least time between two messages to an address, by whether it is confirmed.
PAUSES = {False: timedelta(hours=1), True: timedelta(days=1)}


def ask(email: str, locale: str) -> None:
    """Answer a request for `email`. Only the owner of the address learns the result, by mail."""
    now, email = timezone.now(), email.strip().lower()
    subscription, _is_new = Subscription.objects.get_or_create(
        email=email, defaults={"uid": uid_of(email), "locale": locale, "asked_at": now}
    )
    pause = PAUSES[subscription.is_confirmed]
    due = Subscription.objects.filter(
        pk=subscription.pk, confirmed_at=subscription.confirmed_at
    ).exclude(messaged_at__gt=now - pause)
    # Others must not change the time at which a confirmed reader asked.
    asked_at = subscription.asked_at if subscription.is_confirmed else now
    if due.update(messaged_at=now, asked_at=asked_at):
        subscription.refresh_from_db()
        mailing.send(message_to(subscription), subscription)


def uid_of(email: str) -> UUID:
    """The id of an address. It is always the same, so unsubscribe links in old mails stay valid.

    It is made of the address and the secret key. So the address need not be kept for it.
    """
    digest = salted_hmac("plenary.newsletter.uid", email, algorithm="sha256").digest()
    return UUID(bytes=digest[:16])


def message_to(subscription: Subscription) -> EmailMessage:
    """The request to confirm. A confirmed subscriber gets the unsubscribe link instead."""
    leave = leave_link(subscription)
    home = HomePage.objects.live().filter(locale__language_code=subscription.locale).first()
    site = home.title if home else settings.WAGTAIL_SITE_NAME
    context = {
        "site": site,
        "confirm": link("newsletter-confirm", confirm_token(subscription)),
        "leave": leave,
        "days": CONFIRM_WITHIN.days,
    }
    template = "subscribed" if subscription.is_confirmed else "confirm"
    return EmailMessage(
        subject=f"{site}: {SUBJECTS[template]}",
        body=render_to_string(f"home/newsletter/{template}.txt", context),
        to=[subscription.email],
        headers={
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


SUBJECTS = {"confirm": "please confirm your address", "subscribed": "you are already subscribed"}


def link(name: str, token: str) -> str:
    return f"{settings.API_ORIGIN}{reverse(name, args=[token])}"


def leave_link(subscription: Subscription) -> str:
    return link("newsletter-leave", leave_token(subscription))


def confirm_token(subscription: Subscription) -> str:
    """Valid for three days, until the address confirms or asks again."""
    state = [str(subscription.pk), subscription.asked_at.isoformat()]
    return signing.dumps(state, salt=CONFIRM)


def leave_token(subscription: Subscription) -> str:
    """Valid for ever, so that a reader can always unsubscribe."""
    return signing.dumps(str(subscription.pk), salt=LEAVE)


def subscription_to_confirm(token: str) -> Subscription | None:
    """The subscription that `token` confirms, or None."""
    state = _read(token, CONFIRM, max_age=CONFIRM_WITHIN)
    if not isinstance(state, list) or len(state) != 2:
        return None
    uid, asked_at = state
    subscription = Subscription.objects.filter(pk=uid, confirmed_at=None).first()
    is_current = subscription is not None and subscription.asked_at.isoformat() == asked_at
    return subscription if is_current else None


def confirm(subscription: Subscription) -> None:
    waiting = Subscription.objects.filter(pk=subscription.pk, confirmed_at=None)
    waiting.update(confirmed_at=timezone.now())


def is_leave_token(token: str) -> bool:
    return _read(token, LEAVE) is not None


def leave(token: str) -> None:
    """Delete the address. A second call is no error."""
    Subscription.objects.filter(pk=_read(token, LEAVE)).delete()


def _read(token: str, salt: str, max_age: timedelta | None = None) -> Any:
    try:
        return signing.loads(token, salt=salt, max_age=max_age)
    except signing.BadSignature:
        return None


def erase(email: str) -> bool:
    """Delete an address on request. Return whether it was on the list."""
    return bool(Subscription.objects.filter(email=email.strip().lower()).delete()[0])


def delete_unconfirmed(**kwargs: Any) -> None:
    """Delete addresses that were not confirmed in time. The sweep calls this."""
    limit = timezone.now() - timedelta(days=settings.NEWSLETTER_RETENTION_DAYS)
    Subscription.objects.filter(confirmed_at=None, asked_at__lt=limit).delete()
