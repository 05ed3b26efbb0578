"""`manage.py worker`: the work that nobody at a browser waits for."""

import os
import signal
import threading
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from archive.hooks.dispatch import Dispatcher


class Command(BaseCommand):
    help = (
        "Do what requests leave behind, until it is stopped: publish anew what shows a change, "
        "batch by batch, and deliver webhooks."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--beside",
            type=int,
            metavar="PID",
            help="end when the process that started this one does",
        )

    def handle(self, *args, **options) -> None:
        if options["beside"] is not None:
            threading.Thread(target=end_with, args=[options["beside"]], daemon=True).start()
        stop = threading.Event()
        threading.Thread(target=Dispatcher().run, args=[stop], daemon=True).start()
        call_command("db_worker", "--backend=worker", "--no-reload", verbosity=0)


def end_with(server: int) -> None:
    """Stop this process, as by Ctrl-C, when `server` is its parent no more."""
    while os.getppid() == server:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
