"""Servers of the test's own, to be killed, stopped and filled: PostgreSQL and Redis."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import redis

from tests.conftest import PROGRAMS, REDIS
from tests.databases import template_database
from tests.serving import database_url, free_port


class Redis:
    """A server without a file, on a port of its own that it keeps when it is killed."""

    def __init__(self, *options: str) -> None:
        assert REDIS, "redis-server is not installed: apt-get install redis-server"
        self.port = free_port()
        self.options = options
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def client(self) -> redis.Redis:
        return redis.Redis(port=self.port)

    def start(self) -> None:
        command = [str(REDIS), "--port", str(self.port), "--save", "", *self.options]
        self.process = subprocess.Popen(command, cwd="/tmp", stdout=subprocess.DEVNULL)
        until = time.monotonic() + 10
        while True:
            try:
                self.client().ping()
                return
            except redis.ConnectionError:
                assert time.monotonic() < until, "Redis does not start"
                time.sleep(0.05)

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


@contextmanager
def redis_server(*options: str) -> Iterator[Redis]:
    server = Redis(*options)
    server.start()
    try:
        yield server
    finally:
        server.kill()


class Postgres:
    """A cluster in a folder of its own.

    PostgreSQL refuses to run for root, so that for root it runs as the user `postgres`.
    """

    def __init__(self, folder: Path) -> None:
        assert PROGRAMS, "PostgreSQL is not installed: apt-get install postgresql"
        self.folder = folder
        self.port = free_port()
        self.user = "postgres" if os.geteuid() == 0 else None
        self.own(folder)
        self.make()

    def own(self, folder: Path) -> None:
        """Let the server write in `folder`."""
        if self.user:
            shutil.chown(folder, self.user)

    def make(self) -> None:
        self._run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(PROGRAMS / program), f"--pgdata={self.folder}/data", *arguments]
        with (self.folder / "said").open("ab") as output:
            subprocess.run(
                command,
                check=True,
                cwd="/",
                user=self.user,
                stdout=output,
                stderr=output,
                timeout=60,
            )

    def url(self, name: str, port: int = 0) -> str:
        return f"postgres://postgres@127.0.0.1:{port or self.port}/{name}"

    def copy_template(self, name: str) -> None:
        """Copy the migrated template into the empty database `name`: `migrate` only begins the
        log there. Programs older than the server of the template cannot: `migrate` does all then.
        """
        origin = database_url(template_database())
        command = [str(PROGRAMS / "pg_dump"), "--no-owner", "--no-acl", origin]
        template = subprocess.run(command, check=False, capture_output=True)
        if b"server version mismatch" in template.stderr:
            return
        template.check_returncode()
        fill = [str(PROGRAMS / "psql"), "--quiet", "--set=ON_ERROR_STOP=1", self.url(name)]
        subprocess.run(fill, check=True, input=template.stdout, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        """Return when it takes connections: as many each time, or no standby could follow it."""
        given = [f"-p {self.port}", f"-k {self.folder}", "-c fsync=off", "-c max_connections=60"]
        self._run("pg_ctl", "--wait", f"--log={self.folder}/log", f"-o {' '.join(given)}", "start")

    def stop(self, mode: str = "fast") -> None:
        """`fast` cuts connections; `immediate` is a crash, from which the next start recovers."""
        self._run("pg_ctl", "--wait", f"--mode={mode}", "stop")

    def restart(self) -> None:
        self._run("pg_ctl", "--wait", "--mode=fast", "restart")

    def ask(self, name: str, *statements: str) -> list[tuple]:
        """Run `statements`; the rows of the last one."""
        rows: list[tuple] = []
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
                rows = cursor.fetchall() if cursor.description else []
        return rows


@contextmanager
def postgres_cluster() -> Iterator[Postgres]:
    """A cluster that runs, and is gone at the end."""
    with tempfile.TemporaryDirectory(prefix="plenary-cluster-") as folder:
        Path(folder).chmod(0o755)
        cluster = Postgres(Path(folder))
        cluster.start()
        try:
            yield cluster
        finally:
            if is_running(cluster):
                cluster.stop("immediate")


def is_running(cluster: Postgres) -> bool:
    pid_file = cluster.folder / "data" / "postmaster.pid"
    if not pid_file.exists():
        return False
    try:
        os.kill(int(pid_file.read_text().splitlines()[0]), 0)
    except ProcessLookupError:
        return False
    return True
