"""The screen of a review: the page on one side, what it is proposed to say on the other."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.admin.links import edit_url
from cms.admin.refusals import RetryOnConflict
from cms.models import EventPage
from importer.models import Reading, State

from .access import may_add_under
from .create import Records, extend, make
from .listing import reading_for
from .review import Review
from .setup import UNDECIDED, Setup

CHOICES = ("series", "other", "into", "edition")


class Conflict(Exception):
    """Somebody else has changed a reading since the form was opened."""


class ReviewView(RetryOnConflict, WagtailAdminTemplateMixin, TemplateView):
    template_name = "importer/review/review.html"
    header_icon = "doc-full"
    page_title = "Review"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.reading = reading_for(request.user, kwargs["pk"])
        self.about = Setup(self.reading, request.user, self._chosen())
        self.problems: list[str] = []

    def _chosen(self) -> dict[str, str]:
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        if any(name in sent for name in CHOICES):
            return {name: sent.get(name, "") for name in CHOICES}
        series = str(self.reading.series_id or "")
        return {"series": series, **self.reading.answers.get("about", {})}

    def get_page_subtitle(self) -> str:
        return str(self.reading)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("archive_readings"), "label": "Pages that were read"},
            {"url": "", "label": str(self.reading)},
        ]

    def _review(self, data: Any = None) -> Review:
        about = self.about
        answers = self.reading.answers.get("fields", {})
        return Review(
            about.readings, locale=about.locale, event=about.event, data=data, answers=answers
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show(self._review())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actions = {"save": self._save, "drop": self._drop, "reopen": self._reopen}
        act = actions.get(request.POST.get("action", ""), self._make)
        try:
            return act()
        except Conflict:
            self.reading.refresh_from_db()
            if self.reading.state != State.REVIEW:
                messages.error(request, f"Nothing was done: {_what_became_of(self.reading)}")
                return redirect("archive_reading", self.reading.pk)
            self.problems.append(
                f"{_who(self.reading)} has changed this review since you opened it. Below is what "
                "you have entered; send it again to put it in place of theirs."
            )
            return self._show(self._review(request.POST))

    def _save(self) -> HttpResponse:
        review = self._review(self.request.POST)
        answers = {"about": self.about.chosen(), "fields": review.answers()}
        self._claim(self.reading, answers=answers, series=self.about.series)
        messages.success(self.request, f"The review of “{self.reading}” is kept for later.")
        return redirect("archive_readings")

    def _drop(self) -> HttpResponse:
        self._claim(self.reading, state=State.DROPPED)
        messages.success(self.request, f"“{self.reading}” is dropped. It can be taken up again.")
        return redirect("archive_readings")

    def _reopen(self) -> HttpResponse:
        if not _may_reopen(self.reading):
            raise Conflict
        self._claim(self.reading, before=State(self.reading.state), state=State.REVIEW)
        return redirect("archive_reading", self.reading.pk)

    def _make(self) -> HttpResponse:
        about, review = self.about, self._review(self.request.POST)
        self._refuse_strangers()
        if not about.is_decided:
            self.problems.append(UNDECIDED)
        # The forms are judged whatever else is wrong: all is told at once.
        if not review.is_valid() or self.problems:
            return self._show(review)
        try:
            with transaction.atomic():
                event, records = self._made(review)
        except ValidationError as error:
            review.refuse(error)
            return self._show(review)
        messages.success(self.request, "".join(self._told(event, records)))
        return redirect(edit_url(EventPage, event.pk))

    def _made(self, review: Review) -> tuple[EventPage, Records]:
        about, user = self.about, self.request.user
        for reading in about.readings:
            self._claim(reading, state=State.MADE, answers={})
        records = Records(about.locale, user=user)
        facts, sources = review.facts(), review.event_sources()
        if about.event:
            event = extend(about.event, facts, records, sources, user=user)
        else:
            event = make(facts, records, sources, parent=about.parent, user=user)
        pks = [reading.pk for reading in about.readings]
        Reading.objects.filter(pk__in=pks).update(event=event, series=event.series)
        return event, records

    def _refuse_strangers(self) -> None:
        """Only who may change the event, or add one there, makes anything of a page."""
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

    def _claim(self, reading: Reading, *, before: State = State.REVIEW, **values: Any) -> None:
        """Change `reading`, if it is still the one that the form was made from."""
        sent = self.request.POST.get(f"version-{reading.pk}", "")
        version = int(sent) if sent.isdecimal() and len(sent) < 10 else -1
        changed = Reading.objects.filter(pk=reading.pk, version=version, state=before).update(
            **values,
            version=version + 1,
            changed_by=self.request.user,
            changed_at=timezone.now(),
        )
        if not changed:
            raise Conflict

    def _told(self, event: EventPage, records: Records) -> Iterator[str]:
        """What was made and what was linked, in sentences."""
        names = " and ".join(f"“{reading}”" for reading in self.about.readings)
        if self.about.event:
            yield f"“{event.title}” has a new draft with what {names} adds to it. "
        else:
            yield f"“{event.title}” is a draft now, made from {names}. "
        drafts = [each for each in records.made.values() if each not in records.taken]
        for words, found in (("New drafts", drafts), ("Linked", records.taken)):
            if found:
                listed = "; ".join(f"{each._meta.verbose_name} “{each}”" for each in found)
                yield f"{words}: {listed}. "
        yield "Nothing is published."

    def _show(self, review: Review) -> HttpResponse:
        self.reading.refresh_from_db(fields=["version"])
        context = self.get_context_data(
            reading=self.reading,
            about=self.about,
            review=review,
            problems=[*self.problems, *review.problems],
            waiting=review.waiting(),
            may_reopen=_may_reopen(self.reading),
            is_open=self.reading.state == State.REVIEW,
            what_became=_what_became_of(self.reading),
            event_url=edit_url(EventPage, self.reading.event_id) if self.reading.event_id else "",
        )
        return self.render_to_response(context)


def _who(reading: Reading) -> str:
    return str(reading.changed_by or "Somebody")


def _may_reopen(reading: Reading) -> bool:
    """What was dropped, and what a draft was made of that is deleted, can be taken up again."""
    deleted = reading.state == State.MADE and reading.event_id is None
    return deleted or reading.state == State.DROPPED


def _what_became_of(reading: Reading) -> str:
    if reading.state == State.MADE:
        gone = "" if reading.event_id else " That draft is deleted."
        return f"{_who(reading)} has made a draft of this page.{gone}"
    return f"{_who(reading)} has dropped this page."
