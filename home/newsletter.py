"""The list of the newsletter: asking, confirming, leaving, and no word of who is on it."""

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
# So often at most an address gets a message that it did not ask for itself.
PAUSES = {False: timedelta(hours=1), True: timedelta(days=1)}


def ask(email: str, locale: str) -> None:
    """Somebody gave this address. What follows, only its owner learns, by mail."""
    now, email = timezone.now(), email.strip().lower()
    subscription, _is_new = Subscription.objects.get_or_create(
        email=email, defaults={"uid": uid_of(email), "locale": locale, "asked_at": now}
    )
    pause = PAUSES[subscription.is_confirmed]
    due = Subscription.objects.filter(
        pk=subscription.pk, confirmed_at=subscription.confirmed_at
    ).exclude(messaged_at__gt=now - pause)
    # When a reader asked who has confirmed since, is for nobody else to change.
    asked_at = subscription.asked_at if subscription.is_confirmed else now
    if due.update(messaged_at=now, asked_at=asked_at):
        subscription.refresh_from_db()
        mailing.send(message_to(subscription), subscription)


def uid_of(email: str) -> UUID:
    """The same whenever an address comes back, so that the way out in an old letter stays good.

    Nothing is kept for it: it is made from the address, with the secret of this server.
    """
    digest = salted_hmac("plenary.newsletter.uid", email, algorithm="sha256").digest()
    return UUID(bytes=digest[:16])


def message_to(subscription: Subscription) -> EmailMessage:
    """The question whether to subscribe; to who has done so, the way out."""
    leave = leave_link(subscription)
    home = HomePage.objects.live().filter(locale__language_code=subscription.locale).first()
    site = home.title if home else settings.WAGTAIL_SITE_NAME
    words = {
        "site": site,
        "confirm": link("newsletter-confirm", confirm_token(subscription)),
        "leave": leave,
        "days": CONFIRM_WITHIN.days,
    }
    template = "subscribed" if subscription.is_confirmed else "confirm"
    return EmailMessage(
        subject=f"{site}: {SUBJECTS[template]}",
        body=render_to_string(f"home/newsletter/{template}.txt", words),
        to=[subscription.email],
        headers={
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


SUBJECTS = {"confirm": "please confirm your address", "subscribed": "you are subscribed already"}


def link(name: str, token: str) -> str:
    return f"{settings.API_ORIGIN}{reverse(name, args=[token])}"


def leave_link(subscription: Subscription) -> str:
    return link("newsletter-leave", leave_token(subscription))


def confirm_token(subscription: Subscription) -> str:
    """Good until the address asks again, confirms, or three days are over."""
    state = [str(subscription.pk), subscription.asked_at.isoformat()]
    return signing.dumps(state, salt=CONFIRM)


def leave_token(subscription: Subscription) -> str:
    """Good for ever: who wants to leave can."""
    return signing.dumps(str(subscription.pk), salt=LEAVE)


def waiting_for(token: str) -> Subscription | None:
    """The subscription that `token` confirms, or None."""
    said = _read(token, CONFIRM, max_age=CONFIRM_WITHIN)
    if not isinstance(said, list) or len(said) != 2:
        return None
    found = Subscription.objects.filter(pk=said[0], confirmed_at=None).first()
    return found if found and found.asked_at.isoformat() == said[1] else None


def confirm(subscription: Subscription) -> None:
    waiting = Subscription.objects.filter(pk=subscription.pk, confirmed_at=None)
    waiting.update(confirmed_at=timezone.now())


def is_leave_token(token: str) -> bool:
    return _read(token, LEAVE) is not None


def leave(token: str) -> None:
    """Delete the address; leaving twice is no error."""
    Subscription.objects.filter(pk=_read(token, LEAVE)).delete()


def _read(token: str, salt: str, max_age: timedelta | None = None) -> Any:
    try:
        return signing.loads(token, salt=salt, max_age=max_age)
    except signing.BadSignature:
        return None


def erase(email: str) -> bool:
    """Delete an address on request; False when it is not there."""
    return bool(Subscription.objects.filter(email=email.strip().lower()).delete()[0])


def forget_unconfirmed(**kwargs: Any) -> None:
    """Delete addresses whose owners never answered. A receiver of the sweep."""
    limit = timezone.now() - timedelta(days=settings.NEWSLETTER_RETENTION_DAYS)
    Subscription.objects.filter(confirmed_at=None, asked_at__lt=limit).delete()
