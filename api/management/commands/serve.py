"""`manage.py serve`: what `make run` calls."""

import gc
import logging
import multiprocessing
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from ipaddress import ip_address
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from api.management.commands.frontend import of_settings, open_server
from archive.models import Entry
from archive.registry import registry
from cms.management import addresses
from cms.network import is_development_machine
from cms.settings.environment import BASE_DIR, boolean
from cms.sqlite import schema

logger = logging.getLogger("plenary.log")

DEMO_LOGIN = "demo-editor, demo-moderator or demo-admin, with the password plenary-demo"
SWEEP_SECONDS = 30
STDOUT = 1
PAUSE = 5.0  # seconds after the sweep failed


class Command(BaseCommand):
    help = "Prepare the database, load the demo archive into an empty one, and serve everything."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        insist_on_plain_http()
        addresses.insist_on_free_ports()
        self.is_empty = boolean("EMPTY", default=False)
        heed_hangup()
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
        front_end = open_server(settings.FRONTEND_PORT, of_settings(asks=addresses.own_server()))
        watch = partial(end_with_server, server, ending)
        works: list[Callable[[], None]] = [front_end.serve_forever, sweep_again_and_again, watch]
        if os.isatty(STDOUT):
            works.append(end_with_terminal)
        for work in works:
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
        child = multiprocessing.get_context("fork").Process(target=self._prepare, daemon=True)
        child.start()
        child.join()
        if child.exitcode:
            sys.exit(2)

    def _prepare(self) -> None:
        try:
            schema.load()
            call_command("migrate", interactive=False, verbosity=0)
            if not self.is_empty and is_new():
                self._load_demo()
            call_command("archive_sweep")
        except CommandError as error:
            sys.exit(f"CommandError: {error}")

    def _load_demo(self) -> None:
        if is_development_machine():
            self.stdout.write("The archive is new: loading the demo archive.")
            call_command("demo")
        else:
            self.stdout.write(
                "The archive is empty. Plenary loads the demo archive only with DEBUG, and "
                "when API_ORIGIN and FRONTEND_ORIGIN are of this machine."
            )

    @staticmethod
    def _server_command() -> list[str]:
        return [
            *(sys.executable, "-m", "granian"),
            "--interface=wsgi",
            f"--host={addresses.host()}",
            f"--port={settings.PORT}",
            "--workers=1",
            "--blocking-threads=32",  # readers who wait for news hold one each
            "--log-level=error",
            "--no-ws",
            "--workers-kill-timeout=1",  # for a worker that misses the signal of Ctrl-C
            "api.wsgi:application",
        ]

    @staticmethod
    def _login() -> str:
        users = get_user_model()._default_manager
        if users.filter(username="demo-admin").exists() and is_development_machine():
            lines = [f"Demo login: {DEMO_LOGIN}"]
            if not ip_address(addresses.host()).is_loopback:
                lines.append("This password is public, and your network can reach this server.")
        elif users.exists():
            return ""
        else:
            lines = ["Nobody can log in yet: .venv/bin/python manage.py createsuperuser"]
        return "".join(f"  {line}\n" for line in lines)

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
        self.stdout.flush()  # a file or a pipe would get it when the server ends


def is_new() -> bool:
    """Whether nobody ever wrote anything here. The log keeps what was deleted, and Wagtail too."""
    traces = [
        Entry.objects.exclude(kind="site"),  # every log begins with the document of the site
        *(model._default_manager.all() for model in (Revision, PageLogEntry, ModelLogEntry)),
        get_user_model()._default_manager.all(),
    ]
    records = (kind for kind, _pk in registry.identities() if kind != "site")
    return not any(rows.exists() for rows in traces) and next(records, None) is None


def insist_on_plain_http() -> None:
    if settings.SECURE_SSL_REDIRECT:
        raise CommandError(
            "These settings are for a public server, which answers only over HTTPS. `make run` is "
            "for trying Plenary out: docs/operators.md says how to run a public server.",
            returncode=2,
        )


def heed_hangup() -> None:
    """End as after Ctrl-C when a shell says that its terminal is closed; `nohup` says to stay."""
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, lambda *_args: os.kill(os.getpid(), signal.SIGTERM))


def end_with_terminal() -> None:
    """The same without a shell: then only `make` hears of it, and waits for this process."""
    poll = select.poll()
    poll.register(STDOUT, 0)
    if any(event & select.POLLHUP for _file, event in poll.poll()):
        os.kill(os.getpid(), signal.SIGTERM)


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
