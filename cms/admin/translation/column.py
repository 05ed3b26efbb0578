"""The button of the report: the translation is still right."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.middleware.csrf import get_token
from django.urls import reverse
from wagtail.admin.ui.tables import BaseColumn

CHANGES = "The changes of the original"


class ConfirmColumn(BaseColumn):
    """Empty for a translation that is missing."""

    cell_template_name = "cms/translation/confirm_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> Mapping[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        kind = apps.get_model(instance["record_model"]).kind
        is_behind = instance["lacking"] == CHANGES
        return {
            **context,
            "name": instance["record_name"],
            "url": reverse("cms_confirm_translation", args=[kind, instance["record_pk"]])
            if is_behind
            else "",
            "csrf_token": get_token(parent_context["request"]),
        }
