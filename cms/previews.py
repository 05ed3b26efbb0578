"""Previews in a front end. The admin opens them with a code, the front end reads them with a token.

A preview shows what the admin would show to the same user at the same URL now. So a token holds
that URL. Reading the token calls the view of the admin again, which checks the permissions, the
form and the revision.
"""

import hashlib
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.messages import MessageFailure
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from wagtail.admin.models import FormState
from wagtail.models import ModelLogEntry, Revision

from cms.models.preview import EndedPreviews, PreviewCode
from cms.models.versions import UnreadableVersion

SALT = "plenary.preview"
LIFETIME = 30 * 60  # seconds that a token is valid
SKEW = 60  # seconds that the clocks of two machines may differ
CODE_LIFETIME = timedelta(minutes=1)


class DraftRequest(HttpRequest):
    """A request to a view of the admin for the draft at a URL, as one user sees it."""

    def __init__(self, path: str, user: Any) -> None:
        super().__init__()
        address = urlsplit(settings.API_ORIGIN)
        self.method = "GET"
        self.path = self.path_info = path
        self.user = user
        self.draft: Any = None
        # Records whose drafts the preview shows as if they were public, too.
        self.seen_as_public: list[Any] = []
        self.in_preview_panel = self.is_preview = self.is_editing = False
        self.META = {
            "HTTP_HOST": address.netloc,
            "HTTP_X_REQUESTED_WITH": "XMLHttpRequest",  # so that a refusal raises an error
            "wsgi.url_scheme": address.scheme,
        }

    def _get_scheme(self) -> str:
        return self.META["wsgi.url_scheme"]


@dataclass(frozen=True)
class Ticket:
    """The content of a token: the user, the URL of the admin with the draft, and the front end.

    `revision` is the newest one when the preview was opened. It is 0 when there was none, and None
    when the URL names it. `password` is a digest: a new password of the user ends the preview.
    """

    user: int
    path: str
    revision: int | None
    front_end: str
    panel: bool
    opened_at: float
    password: str

    @property
    def origin(self) -> str:
        """The origin of the front end; "" when it is no longer in the settings."""
        return origin_of(settings.PREVIEW_FRONTENDS.get(self.front_end, ""))

    @property
    def ends_at(self) -> datetime:
        return datetime.fromtimestamp(self.opened_at + LIFETIME, UTC)


def front_ends() -> list[tuple[str, str]]:
    """The front ends, as preview modes of Wagtail."""
    return [(name, name) for name in settings.PREVIEW_FRONTENDS]


def origins() -> set[str]:
    """All origins that may read previews in a browser."""
    return set(map(origin_of, settings.PREVIEW_FRONTENDS.values()))


def origin_of(address: str) -> str:
    """ "https://www.example.org". "" for an address without a host."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def open_preview(record: Any, request: HttpRequest, mode: str, *, is_editing: bool) -> HttpResponse:
    """Redirect to the front end `mode`, with a code for the draft that `request` shows."""
    address = settings.PREVIEW_FRONTENDS.get(mode)
    if address is None:
        raise PermissionDenied
    user: Any = request.user
    match = request.resolver_match
    names_revision = is_editing or (match is not None and "revision_id" in match.kwargs)
    ticket = Ticket(
        user=user.pk,
        path=request.path,
        revision=None if names_revision else record.latest_revision_id or 0,
        front_end=mode,
        panel=request.GET.get("in_preview_panel") == "true",
        opened_at=time.time(),
        password=_password_of(user),
    )
    code = secrets.token_urlsafe(32)
    PreviewCode.objects.filter(made_at__lt=timezone.now() - CODE_LIFETIME).delete()
    PreviewCode.objects.create(digest=_digest(code), ticket=ticket.__dict__)
    response = HttpResponseRedirect(f"{address}#code={code}")
    response.headers["Cache-Control"] = "no-store"
    return response


def exchange(code: str, origin: str | None) -> tuple[str, Ticket] | None:
    """A token for an unused code. None when the code does not exist."""
    codes = PreviewCode.objects.filter(
        digest=_digest(code), made_at__gte=timezone.now() - CODE_LIFETIME
    )
    row = codes.first()
    if row is None:
        return None
    ticket = Ticket(**row.ticket)
    used, _by_model = PreviewCode.objects.filter(digest=row.digest).delete()
    if not used or not is_valid(ticket, origin):
        return None
    return signing.dumps(row.ticket, salt=SALT), ticket


def signed(token: str) -> Ticket | None:
    """The ticket in a token with a valid signature. It may no longer open anything."""
    try:
        return Ticket(**signing.loads(token, salt=SALT, max_age=LIFETIME))
    except (signing.BadSignature, TypeError):
        return None


def ticket_of(token: str, origin: str | None) -> Ticket | None:
    """The ticket in a valid token whose owner is still signed in."""
    ticket = signed(token)
    return ticket if ticket and is_valid(ticket, origin) else None


def is_valid(ticket: Ticket, origin: str | None) -> bool:
    """Whether the owner of `ticket` may still preview, from this origin."""
    if not ticket.origin or origin not in (None, ticket.origin):
        return False
    if not -SKEW <= time.time() - ticket.opened_at <= LIFETIME:
        return False
    opened_at = datetime.fromtimestamp(ticket.opened_at, UTC)
    if EndedPreviews.objects.filter(user=ticket.user, ended_at__gte=opened_at).exists():
        return False
    user = get_user_model().objects.filter(pk=ticket.user, is_active=True).first()
    return user is not None and constant_time_compare(ticket.password, _password_of(user))


def version_of(ticket: Ticket) -> str:
    """A text that changes when a form of the owner changes, or any draft, or a release."""
    states = FormState.objects.filter(user=ticket.user).order_by("-last_updated_at")
    newest = states.values_list("last_updated_at", flat=True).first()
    saved = [
        model.objects.order_by("-pk").values_list("pk", flat=True).first()
        for model in (Revision, ModelLogEntry)
    ]
    return f"{ticket.path} {ticket.revision} {newest} {saved}"


def request_of(ticket: Ticket) -> DraftRequest:
    """The request that the owner of `ticket` would send to its URL."""
    request = DraftRequest(ticket.path, get_user_model().objects.get(pk=ticket.user))
    request.in_preview_panel = ticket.panel
    return request


def draft_of(ticket: Ticket) -> tuple[Any, DraftRequest] | None:
    """The record as the admin shows it to the owner of `ticket`. None when it refuses."""
    request = request_of(ticket)
    try:
        match = resolve(ticket.path)
        match.func(request, *match.args, **match.kwargs)
    except (Http404, PermissionDenied, MessageFailure, UnreadableVersion):
        return None
    record = request.draft
    if record is None or ticket.revision not in (None, record.latest_revision_id or 0):
        return None
    return record, request


def end_previews(sender: Any, user: Any, **kwargs: Any) -> None:
    """The receiver of `user_logged_out`."""
    if user is not None:
        EndedPreviews.objects.update_or_create(user=user, defaults={"ended_at": timezone.now()})


def _password_of(user: Any) -> str:
    return salted_hmac(SALT, user.password, algorithm="sha256").hexdigest()


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
