"""`manage.py archive_sweep`: does what is due, also when nobody uses the site."""

import logging
import time
from argparse import ArgumentTypeError
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from archive.clock_check import disagreement
from archive.publisher.after_commit import catch_up, follow_origins
from archive.publisher.tasks import finish
from archive.search.ranking import refresh_statistics
from cms.schedule.run import is_database_away
from cms.signals import swept
from cms.text.numbers import seconds

logger = logging.getLogger("plenary.log")


def pause(text: str) -> float:
    """The seconds between two sweeps, as `--every` takes them."""
    number = seconds(text)
    if number is None:
        raise ArgumentTypeError("seconds in digits, such as 30 or 0.5")
    return number


class Command(BaseCommand):
    help = (
        "Publish and withdraw what is scheduled for now, and bring the log up to the content: "
        "after a crash, a change of the public addresses, or the expiry of a record."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every",
            type=pause,
            metavar="SECONDS",
            help="repeat it after so many seconds, until you stop it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["every"] is None:
            if wrong := disagreement():
                raise CommandError(f"{wrong} Nothing was done.", returncode=2)
            if failed := sweep():
                raise CommandError(f"Not done, see the log: {', '.join(failed)}.")
            return
        while True:
            begun = time.monotonic()
            take_turn()
            time.sleep(max(0, begun + options["every"] - time.monotonic()))


def take_turn() -> None:
    """One sweep of many. If the database is away or busy, the next sweep does the rest."""
    try:
        if wrong := disagreement():
            logger.error("%s Nothing is published or withdrawn until they agree.", wrong)
        else:
            sweep()
    except DatabaseError as error:
        message = " ".join(str(error).split())
        logger.error("the database failed, and the next sweep tries again: %s", message)
    finally:
        connection.close()


def sweep() -> list[str]:
    """Do each part of the scheduled work. Those that fail keep back no other, and are returned."""
    parts = (
        publish_scheduled,
        catch_up,
        follow_origins,
        finish,
        forget_results_of_tasks,
        refresh_statistics,
    )
    failed = []
    for part in parts:
        try:
            part()
        except Exception as error:
            if is_database_away(error):
                raise  # for all parts
            logger.exception("a part of the scheduled work failed: %s", part.__name__)
            failed.append(part.__name__)
    for receiver, result in swept.send_robust(sender=None):  # Django logs what fails
        if isinstance(result, Exception):
            failed.append(receiver.__name__)
    return failed


def publish_scheduled() -> None:
    call_command("publish_scheduled")


def forget_results_of_tasks() -> None:
    call_command("prune_db_task_results", "--backend=worker", verbosity=0)
