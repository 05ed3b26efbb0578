"""What the outside reads."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"
    verbose_name = "API"

    def ready(self) -> None:
        # Here and not above: they need every model loaded.
        from api import history, images, json_schemas, mirror, rich_text
        from api.resources import register_all
        from archive.provided import provided
        from archive.registry import registry

        register_all(registry)
        provided.shown = history.shown
        provided.public_html = rich_text.public_html
        provided.schemas = json_schemas.schemas
        provided.picture_sizes = images.SIZES
        provided.mirror = mirror.mirror
