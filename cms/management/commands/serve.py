"""`manage.py serve`: what `make run` calls."""

import gc
import logging
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from functools import partial
from typing import NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page

from cms.management.commands.frontend import open_server
from cms.network import is_development_machine
from cms.settings.environment import BASE_DIR

logger = logging.getLogger("plenary.log")

DEMO_LOGIN = "demo-editor, demo-moderator or demo-admin, with the password plenary-demo"
SWEEP_SECONDS = 30
PAUSE = 5.0  # seconds after the sweep failed


class Command(BaseCommand):
    help = "Prepare the database, load the demo archive into an empty one, and serve everything."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options) -> None:
        self._insist_on_free_port("PORT", settings.PORT, 8010)
        self._insist_on_free_port("FRONTEND_PORT", settings.FRONTEND_PORT, 8011)
        signal.signal(signal.SIGTERM, end)
        self._prepare_in_a_child()
        self._print_addresses()
        # One process does all that the server does not: another Python would take 130 MB.
        os.environ["WORKER"] = "true"
        settings.WORKER = True
        server = subprocess.Popen(  # noqa: S603
            self._server_command(),
            cwd=BASE_DIR,
            start_new_session=True,  # Ctrl-C is for this process, which stops the server
            preexec_fn=end_with_parent,  # noqa: PLW1509  no thread runs yet
        )
        ending = threading.Event()
        front_end = open_server(settings.FRONTEND_PORT, settings.API_ORIGIN)
        watch = partial(end_with_server, server, ending)
        for work in (front_end.serve_forever, sweep_again_and_again, watch):
            threading.Thread(target=work, daemon=True).start()
        try:
            call_command("worker")
        except (KeyboardInterrupt, SystemExit):
            pass
        finally:
            ending.set()
            code = server.poll()
            stop(server)
        if code is not None:
            raise CommandError(f"The server ended with code {code}.", returncode=2)

    def _prepare_in_a_child(self) -> None:
        """Migrations take 200 MB that a process never gives back. They end with the child."""
        self.stdout.write("Preparing the database.")
        self.stdout.flush()
        gc.freeze()  # what is loaded stays: the child need not look through it for garbage
        child = multiprocessing.get_context("fork").Process(target=self._prepare)
        child.start()
        child.join()
        if child.exitcode:
            sys.exit(2)

    def _prepare(self) -> None:
        try:
            call_command("migrate", interactive=False, verbosity=0)
            if not Page.objects.filter(depth__gt=2).exists():
                self.stdout.write("The archive is empty: loading the demo archive.")
                call_command("demo", no_users=not is_development_machine())
            call_command("archive_sweep")
        except CommandError as error:
            sys.exit(f"CommandError: {error}")

    @staticmethod
    def _server_command() -> list[str]:
        return [
            *(sys.executable, "-m", "granian"),
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
        return f"  Demo login: {DEMO_LOGIN}\n" if is_development_machine() else ""

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


def end(*_args: object) -> NoReturn:
    sys.exit(0)


def end_with_parent() -> None:
    """Ask the system to stop this process when its parent is killed. Only Linux can."""
    if sys.platform == "linux":
        import ctypes

        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def stop(server: subprocess.Popen) -> None:
    server.terminate()
    server.wait()
    with suppress(ProcessLookupError):  # a server that was killed leaves its own children
        os.killpg(server.pid, signal.SIGKILL)


def end_with_server(server: subprocess.Popen, ending: threading.Event) -> None:
    server.wait()
    if not ending.is_set():
        os.kill(os.getpid(), signal.SIGTERM)


def sweep_again_and_again() -> None:
    """Whatever fails is in the log, and the sweep begins anew."""
    while True:
        try:
            call_command("archive_sweep", every=SWEEP_SECONDS)
        except Exception:
            logger.exception("the sweep failed, and begins again")
            time.sleep(PAUSE)
