"""`manage.py serve`: what `make run` calls."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page

from cms.settings.environment import BASE_DIR

DEMO_LOGIN = "demo-editor, demo-moderator or demo-admin, with the password plenary-demo"


class Command(BaseCommand):
    help = "Prepare the database, load the demo archive into an empty one, and serve everything."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options) -> None:
        self._insist_on_free_port("PORT", settings.PORT, 8010)
        self._insist_on_free_port("FRONTEND_PORT", settings.FRONTEND_PORT, 8011)
        self.stdout.write("Preparing the database.")
        call_command("migrate", interactive=False, verbosity=0)
        if not Page.objects.filter(depth__gt=2).exists():
            self.stdout.write("The archive is empty: loading the demo archive.")
            call_command("demo", no_users=not settings.DEBUG)
        call_command("archive_sweep")
        self._print_addresses()
        sys.stdout.flush()
        os.environ["WORKER"] = "true"
        self._begin_beside("archive_sweep")
        self._begin_beside("worker")
        self._begin_beside("frontend")
        server = Path(sys.executable).with_name("granian")
        os.execv(server, self._server_command(str(server)))  # noqa: S606  no shell is involved

    @staticmethod
    def _begin_beside(name: str) -> None:
        """A child with its own work. Ctrl-C is for the server; the child ends when it does."""
        command = [sys.executable, "manage.py", name, f"--beside={os.getpid()}"]
        subprocess.Popen(command, cwd=BASE_DIR, start_new_session=True)  # noqa: S603

    @staticmethod
    def _server_command(server: str) -> list[str]:
        return [
            server,
            "--interface=wsgi",
            "--host=127.0.0.1",
            f"--port={settings.PORT}",
            "--workers=1",
            "--blocking-threads=32",  # readers who wait for news hold one each
            "--log-level=error",
            "--no-ws",
            "--workers-kill-timeout=1",  # for a worker that misses the signal of Ctrl-C
            "api.wsgi:application",
        ]

    @staticmethod
    def _insist_on_free_port(name: str, port: int, other: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(
                    f"Port {port} is taken. Choose another one: make run {name}={other}",
                    returncode=2,
                ) from error

    @staticmethod
    def _login() -> str:
        return f"  Demo login: {DEMO_LOGIN}\n" if settings.DEBUG else ""

    def _print_addresses(self) -> None:
        self.stdout.write(
            f"""
  Site   {settings.FRONTEND_ORIGIN}/
  API    {settings.API_ORIGIN}/api/v1/
  Docs   {settings.API_ORIGIN}/api/v1/docs/
  Admin  {settings.API_ORIGIN}/admin/

{self._login()}  Ctrl-C stops the server.
"""
        )
