"""`manage.py update_index`: Wagtail's own, with errors in a line."""

from typing import Any

from django.core.management.base import CommandError
from modelsearch.backends import InvalidSearchBackendError
from modelsearch.management.commands import rebuild_modelsearch_index


class Command(rebuild_modelsearch_index.Command):
    help = "Write the index of the admin's search anew."

    def handle(self, **options: Any) -> None:
        if options["chunk_size"] < 1:
            raise CommandError("--chunk_size: records at once, 1 or more", returncode=2)
        try:
            super().handle(**options)
        except InvalidSearchBackendError as error:
            raise CommandError(f"--backend: {error}", returncode=2) from error
