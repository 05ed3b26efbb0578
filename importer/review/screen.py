"""The screen of a review: the page on one side, the extracted values on the other."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.admin.links import edit_url
from cms.admin.refusals import RetryOnConflict
from cms.models import EventPage
from cms.text.numbers import whole_number
from importer.kept.store import kept_among
from importer.models import ImportedPage, ReviewState

from .access import may_add_under
from .create import Records, extend, make, make_series
from .listing import buttons_of_next, editor_name, get_page, may_reopen, outcome
from .review import Review
from .series_records import SeriesRecords
from .setup import CHOICES, UNDECIDED, Setup

CHANGED = (
    "You changed the choices at the top. The values follow them now. Check them, then make the "
    "draft."
)


class ReviewConflict(Exception):
    """Somebody else has changed the review since this form was opened."""


def review_about(about: Setup, data: Any = None) -> Review:
    """The review with what was saved: in the review of the second page, then in this one."""
    answers: dict[str, str] = {}
    for page in reversed(about.pages):
        answers |= page.answers.get("fields", {})
    return Review(
        about.pages,
        locale=about.locale,
        event=about.event,
        known=SeriesRecords(about.series),
        data=data,
        answers=answers,
    )


class ReviewView(RetryOnConflict, WagtailAdminTemplateMixin, TemplateView):
    template_name = "importer/review/review.html"
    header_icon = "doc-full"
    page_title = "Review"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.page = get_page(request.user, kwargs["pk"])
        self.about = Setup(self.page, request.user, self._chosen())
        self.problems: list[str] = []

    def _chosen(self) -> dict[str, str]:
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        series = {"series": str(self.page.series_id)} if self.page.series_id else {}
        saved = {**series, **self.page.answers.get("about", {})}
        applied = QueryDict(sent.get("applied", "")).dict()
        return {**saved, **applied, **{name: sent[name] for name in CHOICES if name in sent}}

    def get_page_subtitle(self) -> str:
        return str(self.page)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("importer_pages"), "label": "Imported pages"},
            {"url": "", "label": str(self.page)},
        ]

    def _review(self, data: Any = None) -> Review:
        return review_about(self.about, data)

    def _answers(self) -> dict[str, Any]:
        """All that the editor has chosen and corrected, to be saved with the page.

        The values that were sent belong to the choices that the screen followed.
        """
        applied = self.request.POST.get("applied")
        about = self.about if applied is None else self.about.applied(applied)
        fields = review_about(about, self.request.POST).answers()
        return {"about": self.about.chosen(), "fields": fields}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._render(self._review())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actions = {
            "apply": self._apply,
            "save": self._save,
            "drop": self._drop,
            "reopen": self._reopen,
        }
        act = actions.get(request.POST.get("action", ""), self._make)
        try:
            return act()
        except ReviewConflict:
            self.page.refresh_from_db()
            if self.page.state != ReviewState.REVIEW:
                messages.error(request, f"Nothing is changed. {outcome(self.page)}")
                return redirect("importer_page", self.page.pk)
            self.problems.append(
                f"{editor_name(self.page)} has changed this review since you opened it. Your "
                "entries are below. Send them again to replace the other changes."
            )
            self.page.answers = self._answers()
            return self._render(self._review())

    def _apply(self) -> HttpResponse:
        """Save the answers, and show the values as the choices above them ask."""
        self._claim(self.page, answers=self._answers(), series=self.about.series)
        address = reverse("importer_page", args=[self.page.pk])
        return redirect(f"{address}?{self.about.signature}")

    def _save(self) -> HttpResponse:
        self._claim(self.page, answers=self._answers(), series=self.about.series)
        messages.success(self.request, f"The review of “{self.page}” is saved.")
        return redirect("importer_pages")

    def _drop(self) -> HttpResponse:
        self._claim(self.page, state=ReviewState.DROPPED, answers=self._answers())
        messages.success(self.request, f"“{self.page}” is dropped. You can reopen it.")
        return redirect("importer_pages")

    def _reopen(self) -> HttpResponse:
        if not may_reopen(self.page):
            raise ReviewConflict
        self._claim(self.page, before=ReviewState(self.page.state), state=ReviewState.REVIEW)
        return redirect("importer_page", self.page.pk)

    def _make(self) -> HttpResponse:
        about, review = self.about, self._review(self.request.POST)
        if self.request.POST.get("applied", about.signature) != about.signature:
            messages.warning(self.request, CHANGED)
            return self._apply()
        self._check_permissions()
        if not about.is_decided:
            self.problems.append(UNDECIDED)
        # Validate the forms in any case, to show all errors at once.
        if not review.is_valid() or self.problems:
            return self._render(review)
        try:
            with transaction.atomic():
                event, records = self._write(review)
        except ValidationError as error:
            review.refuse(error)
            return self._render(review)
        following = buttons_of_next(self.request.user, self.page)
        messages.success(self.request, "".join(self._summary(event, records)), buttons=following)
        return redirect(edit_url(EventPage, event.pk))

    def _write(self, review: Review) -> tuple[EventPage, Records]:
        about, user = self.about, self.request.user
        for page in about.pages:
            answers = self._answers() if page == self.page else page.answers
            self._claim(page, state=ReviewState.MADE, answers=answers)
        records = Records(about.locale, user=user)
        facts, sources = review.facts(), review.event_sources()
        if about.event:
            event = extend(about.event, facts, records, sources, user=user)
        else:
            parent = about.parent
            if about.new_series:
                stated = review.series_statements()
                parent = make_series(about.new_series, stated, parent=parent, user=user)
            event = make(facts, records, sources, parent=parent, user=user)
        pks = [page.pk for page in about.pages]
        ImportedPage.objects.filter(pk__in=pks).update(event=event, series=event.series)
        return event, records

    def _check_permissions(self) -> None:
        """Check that the user may change the event, or add one to the series."""
        user, event = self.request.user, self.about.event
        if event is None:
            if not may_add_under(user, self.about.parent):
                raise PermissionDenied
            return
        rights = event.permissions_for_user(user)
        if not rights.can_edit():
            raise PermissionDenied
        if rights.page_locked():
            self.problems.append(f"“{event.get_admin_display_title()}” is locked.")

    def _claim(
        self, page: ImportedPage, *, before: ReviewState = ReviewState.REVIEW, **values: Any
    ) -> None:
        """Change `page`, if nobody else has changed it since the form was opened."""
        sent = whole_number(self.request.POST.get(f"version-{page.pk}", ""))
        version = -1 if sent is None else sent
        changed = ImportedPage.objects.filter(pk=page.pk, version=version, state=before).update(
            **values,
            version=F("version") + 1,
            changed_by=self.request.user,
            changed_at=timezone.now(),
        )
        if not changed:
            raise ReviewConflict

    def _summary(self, event: EventPage, records: Records) -> Iterator[str]:
        """Sentences that name the new drafts and the linked records."""
        names = " and ".join(f"“{page}”" for page in self.about.pages)
        if self.about.event:
            yield f"“{event.title}” has a new draft with the values from {names}. "
        else:
            yield f"“{event.title}” is a new draft, made from {names}. "
            if self.about.new_series:
                yield f"Its series “{self.about.new_series}” is a new draft, too. "
        drafts = [record for record in records.made.values() if record not in records.linked]
        for heading, listed in (("New drafts", drafts), ("Linked", records.linked)):
            if listed:
                names = "; ".join(f"{record._meta.verbose_name} “{record}”" for record in listed)
                yield f"{heading}: {names}. "
        yield "Nothing is published."

    def _render(self, review: Review) -> HttpResponse:
        self.page.refresh_from_db(fields=["version"])
        context = self.get_context_data(
            imported_page=self.page,
            about=self.about,
            review=review,
            problems=[*self.problems, *review.problems],
            waiting=review.waiting(),
            kept=kept_among(page.sha256 for page in self.about.pages),
            may_reopen=may_reopen(self.page),
            is_open=self.page.state == ReviewState.REVIEW,
            outcome=outcome(self.page),
            event_url=edit_url(EventPage, self.page.event_id) if self.page.event_id else "",
        )
        return self.render_to_response(context)
