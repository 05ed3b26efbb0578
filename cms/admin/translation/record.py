"""Wagtail's own action “Translate” makes what “Translate with its records” makes."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.contrib.simple_translation.views import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
)

from cms.admin.links import edit_url
from cms.models import EventPage
from cms.translation.edition import translate_record


class TranslateRecordView(SubmitSnippetTranslationView):
    """Drafts of a record, which lead to the translations of what it names."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(**kwargs))
        locales = list(form.cleaned_data["locales"])
        with transaction.atomic():
            made = [translate_record(self.object, locale, request.user) for locale in locales]
        languages = " and ".join(locale.get_display_name() for locale in locales)
        drafts = "A draft is" if len(made) == 1 else "Drafts are"
        messages.success(request, f"{drafts} made of “{self.object}” in {languages}.")
        record = made[0] if len(made) == 1 else self.object
        return redirect(edit_url(type(record), record.pk))


class TranslatePageView(SubmitPageTranslationView):
    """An event is translated with its records, whichever button led here."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(self.object, EventPage) and not self.object.alias_of_id:
            return redirect("cms_translate_edition", pk=self.object.pk)
        return super().get(request, *args, **kwargs)
