"""What the outside reads."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"
    verbose_name = "API"

    def ready(self) -> None:
        from api.resources import register_all  # which needs every model loaded
        from archive.registry import registry
        from cms.models.page import site_names

        register_all(registry)
        site_names.update(resource.plural for resource in registry)
