"""Import saved pages of events: extraction and review."""

from django.apps import AppConfig


class ImporterConfig(AppConfig):
    name = "importer"
    verbose_name = "Importer"

    def ready(self) -> None:
        from importer.batches import tasks  # noqa: F401  it hears the sweep
        from importer.kept import removal  # noqa: F401  it hears of removals
