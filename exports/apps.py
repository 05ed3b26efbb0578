"""The archive out and back in."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "exports"
    verbose_name = "Exports"

    def ready(self) -> None:
        from cms.signals import swept
        from exports.fixity.check import do_asked  # which needs every model loaded

        swept.connect(do_asked, dispatch_uid="exports.check_files")
