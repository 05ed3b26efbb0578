"""`under_attack.py` for a server of its own, which nothing else uses.

    .venv/bin/python benchmarks/attack.py [MINUTES] [EVENTS]

It fills a database on the PostgreSQL server of BENCH_DATABASE_URL, starts the server, its worker
and nginx as docs/operators.md says, and drops the database at the end. It needs nginx and Linux.
"""

import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

import under_attack
from bench import fill, postgres_database, say
from load import ROOT, environment

from tests.faults.front import front

NAME, HOST = "attacked", "api.test"


def main(minutes: float = 10, events: float = 5_000) -> None:
    password = secrets.token_urlsafe(12)
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres_database("plenary_attacked") as database,
    ):
        say(f"{events:.0f} events on PostgreSQL: {fill(database, int(events))}")
        of_production = {
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
            "API_ORIGIN": f"https://{HOST}",  # those that the documents were published with
            "FRONTEND_ORIGIN": "https://www.test",
            "MEDIA_ROOT": f"{folder}/media",
            "EXPORT_ROOT": f"{folder}/exports",
            "TRUSTED_PROXY_COUNT": "1",
            "TRUST_X_FORWARDED_PROTO": "true",
            "WORKER": "true",
        }
        env = environment(database, "contenders.production", **of_production)
        manage = [sys.executable, "manage.py"]
        add = [*manage, "createsuperuser", "--no-input", f"--username={NAME}"]
        account = {"DJANGO_SUPERUSER_PASSWORD": password, "DJANGO_SUPERUSER_EMAIL": "a@example.org"}
        subprocess.run(add, cwd=ROOT, env=env | account, check=True)
        with front(**env, database=database, folder=Path(folder)) as public:
            worker = subprocess.Popen([*manage, "worker"], cwd=ROOT, env=env)
            try:
                under_attack.main(public.url, HOST, NAME, password, minutes)
            finally:
                worker.terminate()
                worker.wait(timeout=60)


if __name__ == "__main__":
    main(*map(float, sys.argv[1:3]))
