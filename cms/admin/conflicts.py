"""Two people edit the same record: nobody loses anything, and both get a message."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from wagtail.admin import messages
from wagtail.models import Page, Revision

from cms.letters.numbers import whole_number


class ConflictMixin:
    """An edit view that shows an outdated form again, with its content and a message.

    In Wagtail, an outdated form overwrites what somebody else has saved. Here the first click on a
    button shows the message and updates the form. The second click saves.
    """

    def post(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.expects_json_response or not self.is_out_of_date:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        messages.error(request, self.conflict_message())
        self.has_unsaved_changes = True
        if hasattr(self, "page"):
            self.form = self.form_class(
                request.POST,
                request.FILES,
                instance=self.page,
                subscription=self.subscription,
                parent_page=self.parent,
                for_user=request.user,
            )
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
            date_format(localtime(newest.created_at), "H:i"),
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
