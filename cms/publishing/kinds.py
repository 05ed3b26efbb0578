"""Every kind of record that is published, and a record by its kind and key."""

from typing import Any

from django.apps import apps

from cms.models.publication import PublishedByRules


def publishable_models() -> list[Any]:
    """Pages, records and files."""
    return [model for model in apps.get_models() if issubclass(model, PublishedByRules)]


def model_of(kind: str) -> Any | None:
    models = {model.kind: model for model in publishable_models()}
    return models.get(kind)
