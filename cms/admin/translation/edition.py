"""One action: translate an edition with all records that it shows."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.models import Locale, Page

from cms.admin.links import edit_url
from cms.models import EventPage
from cms.models.publication import sentences
from cms.translation.edition import TranslationPlan, plan, translate
from cms.translation.original import original_of

NAME = "Translate with its records"
CACHE = "_has_languages"


def may_translate(user: Any, event: EventPage) -> bool:
    rights = event.permissions_for_user(user)
    return user.has_perm("simple_translation.submit_translation") and rights.can_edit()


def targets_of(event: EventPage) -> list[Locale]:
    return list(Locale.objects.exclude(pk=event.locale_id).order_by("language_code"))


def translate_button(page: Page, user: Any, *_args: Any, **_kwargs: Any) -> Iterator[Button]:
    event = page.specific_deferred
    if not isinstance(event, EventPage) or event.alias_of_id or not may_translate(user, event):
        return
    if has_languages(user):
        url = reverse("cms_translate_edition", args=[event.pk])
        yield Button(NAME, url, icon_name="globe", priority=62)


def has_languages(user: Any) -> bool:
    """Whether there is a second language. A list asks it for each row, and the database once."""
    if not hasattr(user, CACHE):
        setattr(user, CACHE, Locale.objects.count() > 1)
    return getattr(user, CACHE)


class TranslateEditionView(WagtailAdminTemplateMixin, TemplateView):
    """What will be made, and then the drafts. A translation leads to its original."""

    template_name = "cms/translation/edition.html"
    page_title = NAME
    header_icon = "globe"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        event = EventPage.objects.filter(pk=kwargs["pk"], alias_of=None).first()
        if event is None:
            raise Http404
        if not may_translate(request.user, event):
            raise PermissionDenied
        if (original := original_of(event)) is not None:  # translations are made from it
            return redirect("cms_translate_edition", pk=original.pk)
        self.event = event
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def locale(self) -> Locale | None:
        """The language that was asked for, or the first one."""
        targets = targets_of(self.event)
        asked = (self.request.POST or self.request.GET).get("language", "")
        by_code = {locale.language_code: locale for locale in targets}
        return by_code.get(asked) or next(iter(targets), None)

    @cached_property
    def plan(self) -> TranslationPlan | None:
        return plan(self.event, self.locale, self.request.user) if self.locale else None

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        crumbs = [
            {"url": edit_url(EventPage, self.event.pk), "label": str(self.event)},
            {"url": "", "label": NAME},
        ]
        return [*super().get_breadcrumbs_items(), *crumbs]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "event": self.event,
            "plan": self.plan,
            "languages": targets_of(self.event),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.plan is None:
            raise Http404
        language = self.plan.locale.get_display_name()
        try:
            edition = translate(self.plan, request.user)
        except ValidationError as error:
            for sentence in sentences(error, EventPage):
                messages.error(request, sentence)
            return redirect(request.get_full_path())
        records = len(self.plan.missing)
        also = f" and {records} record{'s' if records != 1 else ''}" if records else ""
        message = f"Drafts in {language} are made of “{self.event}”{also}. Translate their texts."
        messages.success(request, message)
        return redirect(edit_url(EventPage, edition.pk))
