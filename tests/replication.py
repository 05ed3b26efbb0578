"""A standby that follows a server of the test's own, and may be held up."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import environ
from django.db import connections
from django.test import override_settings

from api.replica import REPLICA, replica
from cms.settings.environment import replica as following
from tests.faults.load import until
from tests.faults.machines import Postgres, is_running, postgres_cluster

NAME = "postgres"  # the database of both


class Standby(Postgres):
    """It begins as a copy of `primary`, and follows it."""

    def __init__(self, folder: Path, primary: Postgres) -> None:
        self.primary = primary
        super().__init__(folder)

    def make(self) -> None:
        origin = f"--dbname={self.primary.url(NAME)}"
        self._run("pg_basebackup", origin, "--write-recovery-conf", "--checkpoint=fast")

    def tell(self, statement: str) -> object:
        """The one value of `statement`."""
        return self.ask(NAME, statement)[0][0]

    def hold_up(self) -> None:
        """Take what comes, and show none of it."""
        self.tell("SELECT pg_wal_replay_pause()")
        until(lambda: self.tell("SELECT pg_get_wal_replay_pause_state()") == "paused")

    def go_on(self) -> None:
        self.tell("SELECT pg_wal_replay_resume()")

    def catch_up(self) -> None:
        """Wait until it shows all that the primary has written by now."""
        end = self.primary.ask(NAME, "SELECT pg_current_wal_lsn()")[0][0]
        until(lambda: self.tell(f"SELECT pg_last_wal_replay_lsn() >= '{end}'"))


@contextmanager
def primary_and_standby() -> Iterator[tuple[Postgres, Standby]]:
    """Both run, and the standby follows."""
    with (
        postgres_cluster() as primary,
        tempfile.TemporaryDirectory(prefix="plenary-standby-") as folder,
    ):
        Path(folder).chmod(0o755)
        standby = Standby(Path(folder), primary)
        standby.start()
        try:
            yield primary, standby
        finally:
            if is_running(standby):
                standby.stop("immediate")


@contextmanager
def as_databases(primary: Postgres, standby: Standby) -> Iterator[None]:
    """Have Django, in this thread, read and write these servers and no others."""
    own, before = connections["default"], dict(connections.settings)
    server = environ.Env.db_url_config(primary.url(NAME))
    default = {**before["default"], **server, "ENGINE": before["default"]["ENGINE"]}
    default["OPTIONS"] = {"options": "-c pg_trgm.word_similarity_threshold=0.45"}
    os.environ["REPLICA_URL"] = standby.url(NAME)
    databases = {"default": default, REPLICA: following("REPLICA_URL", default)}
    del connections["default"]
    connections.settings.update(connections.configure_settings(databases))
    replica.cache_clear()
    try:
        with override_settings(DATABASE_ROUTERS=["api.replica.Router"]):
            yield
    finally:
        for alias in ("default", REPLICA):
            connections[alias].close()
        del os.environ["REPLICA_URL"], connections[REPLICA], connections.settings[REPLICA]
        connections.settings["default"] = before["default"]
        connections["default"] = own
        replica.cache_clear()
