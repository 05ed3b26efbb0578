"""Two people edit the same record: nobody loses anything, and both get a message.

A form that is out of date is merged with what somebody has saved since it was opened. Where both
have changed the same field, a page shows both values and lets the editor choose.
"""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from wagtail.admin import messages
from wagtail.admin.ui.editing_sessions import EditingSessionsList
from wagtail.models import Page, Revision

from cms.concurrent.contents import content_of, label_of, with_content, words_of
from cms.concurrent.three_way import MINE, THEIRS, ThreeWay
from cms.models.versions import UnreadableVersion
from cms.text.numbers import whole_number

from .links import edit_url

CHOICE = "conflict-choice:"
SEEN = "conflict-seen"


def connect() -> None:
    """Let the list of those who have a form open say what a save does here."""
    EditingSessionsList.template_name = "cms/admin/editing_sessions.html"


class ConflictMixin:
    """An edit view that merges an outdated form. Wagtail lets it overwrite what others saved."""

    def post(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.expects_json_response or not self.is_out_of_date:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        opened = self._opened_version()
        if opened is None or request.FILES or self.locked_for_user:
            return self._shown_again()
        base, form = content_of(opened), self._form_of(opened)
        if not form.is_valid():
            return self._shown_again()
        return self._merged(base, content_of(form.save(commit=False)))

    def _opened_version(self: Any) -> Any:
        """The record as the form was opened with it. None when that version is not there any more.

        The form of another editor that saves by itself writes over its own last version.
        """
        own = whole_number(self.request.POST.get("overwrite_revision_id", ""))
        opened = own or whole_number(self.request.POST.get("loaded_revision_id", ""))
        revision = self.latest_revision.content_object.revisions.filter(pk=opened).first()
        if revision is None:
            return None
        created = self.request.POST.get("loaded_revision_created_at", "")
        if not own and created != revision.created_at.isoformat():
            return None
        try:
            return revision.as_object()
        except UnreadableVersion:
            return None

    def _form_of(self: Any, record: Any) -> Any:
        """What was sent, as a form of `record`. A draft may be incomplete."""
        form = self._bound_form(record)
        form.defer_required_fields()
        return form

    def _bound_form(self: Any, record: Any) -> Any:
        sent = {"data": self.request.POST, "files": self.request.FILES, "instance": record}
        if not hasattr(self, "page"):
            return self.get_form_class()(**sent, for_user=self.request.user)
        page = {"subscription": self.subscription, "parent_page": self.parent}
        return self.form_class(**sent, **page, for_user=self.request.user)

    def _merged(self: Any, base: Any, mine: Any) -> HttpResponse:
        """Save what can be merged, or ask what is to stay."""
        newest: Revision = self.latest_revision
        merge = ThreeWay(base, mine, content_of(newest.as_object()), self._choices())
        if merge.conflicts:
            return self._ask(merge)
        record = with_content(newest.content_object, merge.merged)
        with transaction.atomic():
            if not record.live:
                record.save(**({"clean": False} if isinstance(record, Page) else {}))
            record.save_revision(user=self.request.user, log_action=True, clean=False)
        message = "Both versions are saved as one: yours, and what {} saved at {}."
        if any(name.startswith("action-") for name in self.request.POST):
            message += " Look at the result, and select the action again."
        messages.success(self.request, message.format(self._who(), _hour(newest)))
        return redirect(edit_url(type(record), record.pk))

    def _choices(self: Any) -> dict[str, str]:
        """What the editor has chosen, if nobody has saved again since they saw both values."""
        if self.request.POST.get(SEEN) != self._newest_seen():
            return {}
        return {
            name.removeprefix(CHOICE): value
            for name, value in self.request.POST.items()
            if name.startswith(CHOICE)
        }

    def _newest_seen(self: Any) -> str:
        return f"{self.latest_revision.pk} {self.latest_revision_created_at}"

    def _ask(self: Any, merge: ThreeWay) -> HttpResponse:
        record = self.latest_revision.content_object
        own = {SEEN, "csrfmiddlewaretoken"}
        context = {
            "who": self._who(),
            "at": self.latest_revision.created_at,
            "rows": [
                {
                    "name": f"{CHOICE}{conflict.name}",
                    "label": label_of(record, conflict),
                    "mine": words_of(record, conflict, conflict.mine),
                    "theirs": words_of(record, conflict, conflict.theirs),
                }
                for conflict in merge.conflicts
            ],
            "sent": [
                (name, value)
                for name, values in self.request.POST.lists()
                for value in values
                if name not in own and not name.startswith(CHOICE)
            ],
            "seen_name": SEEN,
            "seen": self._newest_seen(),
            "choice_mine": MINE,
            "choice_theirs": THEIRS,
            "record": record,
            "comparison_url": self.comparison_url(),
        }
        return TemplateResponse(self.request, "cms/admin/conflict.html", context)

    def _who(self: Any) -> str:
        newest: Revision = self.latest_revision
        if newest.user == self.request.user:
            return "you, in another window,"
        return str(newest.user or "somebody")

    def _shown_again(self: Any) -> HttpResponse:
        """A form that cannot be merged, because the version that it was opened with is gone."""
        messages.error(self.request, self.conflict_message())
        self.has_unsaved_changes = True
        # Autosave would replace the newer version before anybody reads this.
        self.autosave_enabled = False
        if hasattr(self, "page"):
            self.form = self._bound_form(self.page)
            return self.render_to_response(self.get_context_data())
        return self.render_to_response(self.get_context_data(form=self.get_form()))

    def conflict_message(self: Any) -> str:
        newest: Revision = self.latest_revision
        who = "You have" if newest.user == self.request.user else f"{newest.user} has"
        where = " in another window" if newest.user == self.request.user else ""
        return format_html(
            "{} saved a newer version{} at {}, after you opened this form. That version is "
            "<a href='{}'>in the history</a>. Your version is in this form and is not saved yet. "
            "Save again to make yours the newest.",
            who if newest.user else "Somebody has",
            where,
            _hour(newest),
            self.comparison_url(),
        )

    def comparison_url(self: Any) -> str:
        """The comparison of the opened version with the newest one, or the history."""
        newest: Revision = self.latest_revision
        record: Any = newest.content_object
        opened = whole_number(self.request.POST.get("loaded_revision_id", ""))
        is_page = isinstance(record, Page)
        name = "wagtailadmin_pages:{}".format if is_page else record.snippet_viewset.get_url_name
        if record.revisions.filter(pk=opened).exclude(pk=newest.pk).exists():
            return reverse(name("revisions_compare"), args=[record.pk, opened, newest.pk])
        return reverse(name("history"), args=[record.pk])


def _hour(revision: Revision) -> str:
    return date_format(localtime(revision.created_at), "H:i")
