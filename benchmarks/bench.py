"""What an answer of Plenary costs, beside what else answers with the same content. `make bench`.

    .venv/bin/python benchmarks/bench.py

Every figure is a ratio of two rates that were measured in turn in one run. QUICK=1 takes 1,000
events and leaves the search out; the whole run takes 20,000. EVENTS says another number: of
100,000 it is the quick run that ends, as Wagtail's API takes too long to search them.
BENCH_DATABASE_URL names a PostgreSQL server that lets us make a database; the last line printed is
one JSON object.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from urllib.parse import quote

import chart
import publishing
from load import ROOT, environment, fetch, megabytes, rate, server

QUICK = bool(os.environ.get("QUICK"))
EVENTS = int(os.environ.get("EVENTS") or (1_000 if QUICK else 20_000))
# Seconds of a turn, and turns. Some of the others take seconds for their first answers; what is
# known is answered at once, and many short turns let a mood of the machine hit all alike.
LONG, SHORT = ((3, 2), (2, 4)) if QUICK else ((6, 3), (2, 9))
POSTGRES = os.environ.get("BENCH_DATABASE_URL", "postgres://root@127.0.0.1:5432/postgres")
NAME = "plenary_bench"
CONTENDERS = ROOT / "benchmarks" / "contenders"
KEY = "B7"
DETAIL, LIST = f"/api/v1/events/{KEY}/", "/api/v1/events/?limit=20"
# What the summaries of our own list show, as far as Wagtail's list can.
FIELDS = "code,ordinal,event_kind,start,end,summary,series,organiser,partnerships"
V2 = "/api/v2/pages/?type=cms.EventPage&limit=20"
V3 = "/api/v3/pages/?type=cms.EventPage&limit=20"
WORDS = {"rare": str(EVENTS // 2), "common": "human"}

Rates = dict[str, float]


def main() -> None:
    missing = [name for name in ("wrk", "psql") if shutil.which(name) is None]
    if missing:
        sys.exit(f"The benchmark needs {' and '.join(missing)}: apt-get install wrk postgresql.")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        postgres = stack.enter_context(postgres_database())
        sqlite = f"sqlite:///{folder}/bench.sqlite3"
        say(f"{EVENTS} events on PostgreSQL: {fill(postgres, EVENTS)}")
        rates = measure(postgres, Path(folder))
        ratios = ratios_of(rates)
        say(f"1000 events on SQLite: {fill(sqlite, 1_000)}")
        ratios |= sqlite_ratios(measure_warm(sqlite, Path(folder)))
        ratios |= publishing.measure(postgres)
        ratios |= run("inside.py", postgres)
        if not QUICK:
            searched = measure_search(postgres)
            ratios |= search_ratios(searched)
        table(rates)
        if not QUICK:
            say(", ".join(f"{name} word: {rate:.1f}" for name, rate in searched.items()) + "\n")
    chart.write(rates, ROOT / "docs" / "pictures" / "speed.svg")
    for name, ratio in ratios.items():
        say(f"{name:32}{ratio:9.2f}")
    say(json.dumps({name: round(ratio, 2) for name, ratio in ratios.items()}))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class postgres_database:  # noqa: N801  used as a function is
    """An empty database on the server that BENCH_DATABASE_URL names, dropped at the end."""

    def __init__(self, name: str = NAME) -> None:
        self.name = name

    def __enter__(self) -> str:
        drop = f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)"
        self._ask(drop, f"CREATE DATABASE {self.name}")
        return f"{POSTGRES.rpartition('/')[0]}/{self.name}"

    def __exit__(self, *error: object) -> None:
        self._ask(f"DROP DATABASE {self.name} WITH (FORCE)")

    def _ask(self, *statements: str) -> None:
        for statement in statements:
            subprocess.run(["psql", "-qX", POSTGRES, "-c", statement], check=True)


def run(name: str, database: str, *arguments: str) -> Rates:
    """What a program of the contenders prints as its last line, which is JSON."""
    command = [sys.executable, str(CONTENDERS / name), *arguments]
    env = environment(database, "contenders.settings")
    printed = subprocess.run(command, check=True, env=env, stdout=subprocess.PIPE, text=True).stdout
    return json.loads(printed.splitlines()[-1])


def fill(database: str, count: int) -> str:
    totals = run("content.py", database, str(count))
    return f"{totals['events']} of {totals['bytes']} bytes each"


def compare(addresses: Mapping[str, tuple[str, tuple[str, ...]]], turns: tuple[int, int]) -> Rates:
    """Answers a second of each address: the median of rounds in which all have their turn.

    `turns`: seconds of each, and how many.
    """
    seconds, rounds = turns
    rates: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, (url, headers) in addresses.items():
            rates[name].append(rate(url, seconds, headers))
    return {name: median(rates_of_one) for name, rates_of_one in rates.items()}


def warm(stack: ExitStack, database: str, folder: Path) -> dict:
    """Plenary with all that it knows, and a server of the same bytes as constants."""
    ours = environment(database, "contenders.settings")
    plenary, pid = stack.enter_context(server("api.wsgi:application", ours, "/health/ready"))
    stack.callback(lambda: say(f"a worker of Plenary took {megabytes(pid):.0f} MB"))
    names = {}
    for name, url in (("detail", DETAIL), ("list", LIST)):
        body, headers = fetch(f"{plenary}{url}")
        (folder / name).write_bytes(body)
        names[f"CONSTANT_{name.upper()}"] = str(folder / name)
        if name == "detail":
            etag = headers["ETag"]
    env = environment(database, "contenders.settings", **names)
    constant, _pid = stack.enter_context(server("contenders.constant:application", env, "/detail"))
    return {
        "constant detail": (f"{constant}/detail", ()),
        "warm detail": (f"{plenary}{DETAIL}", ()),
        "warm 304": (f"{plenary}{DETAIL}", (f"If-None-Match: {etag}",)),
        "constant list": (f"{constant}/list", ()),
        "warm list": (f"{plenary}{LIST}", ()),
    }


def measure_warm(database: str, folder: Path) -> Rates:
    with ExitStack() as stack:
        return compare(warm(stack, database, folder), SHORT)


def others(stack: ExitStack, database: str) -> dict:
    """The same content by way of Django: our views, DRF as most write it, and Wagtail."""
    cold = environment(database, "contenders.settings", API_FAST_PATH_MB="0")
    cached = environment(database, "contenders.cached_settings", API_FAST_PATH_MB="0")
    plain = environment(database, "contenders.plain_settings")
    start = stack.enter_context
    ours, _pid = start(server("api.wsgi:application", cold, "/health/ready"))
    behind, _pid = start(server("contenders.wsgi:application", cached, "/health/ready"))
    theirs, _pid = start(server("contenders.wsgi:application", plain, f"/drf/events/{KEY}/"))
    page_id = json.loads(fetch(f"{theirs}{V2}&slug={KEY.lower()}")[0])["items"][0]["id"]
    return {
        "cold detail": (f"{ours}{DETAIL}", ()),
        "cold list": (f"{ours}{LIST}", ()),
        "Django's cache detail": (f"{behind}{DETAIL}", ()),
        "Django's cache list": (f"{behind}{LIST}", ()),
        "DRF detail": (f"{theirs}/drf/events/{KEY}/", ()),
        "DRF list": (f"{theirs}/drf/events/", ()),
        "Wagtail v2 detail": (f"{theirs}/api/v2/pages/{page_id}/", ()),
        "Wagtail v2 list": (f"{theirs}{V2}&fields={FIELDS}", ()),
        "Wagtail v3 detail": (f"{theirs}/api/v3/pages/{page_id}/", ()),
        "Wagtail v3 list": (f"{theirs}{V3}", ()),
    }


def measure(database: str, folder: Path) -> Rates:
    with ExitStack() as stack:
        addresses, made = warm(stack, database, folder), others(stack, database)
        return compare(addresses, SHORT) | compare(made, LONG)


def measure_search(database: str) -> Rates:
    """A rare and a common word, each answer made anew."""
    cold = environment(database, "contenders.settings", API_FAST_PATH_MB="0")
    plain = environment(database, "contenders.plain_settings")
    with ExitStack() as stack:
        ours, _pid = stack.enter_context(server("api.wsgi:application", cold, "/health/ready"))
        theirs, _pid = stack.enter_context(
            server("contenders.wsgi:application", plain, f"/drf/events/{KEY}/")
        )
        addresses = {}
        for name, word in WORDS.items():
            asked = quote(word)
            addresses[f"cold {name}"] = (f"{ours}/api/v1/events/?limit=20&q={asked}", ())
            addresses[f"v2 {name}"] = (f"{theirs}{V2}&fields={FIELDS}&search={asked}", ())
        return compare(addresses, LONG)


def ratios_of(rates: Rates) -> Rates:
    def over(first: str, second: str) -> float:
        return rates[first] / rates[second]

    return {
        "warm_detail_vs_constant": over("warm detail", "constant detail"),
        "warm_list_vs_constant": over("warm list", "constant list"),
        "warm_304_vs_constant": over("warm 304", "constant detail"),
        "warm_detail_vs_django_cache": over("warm detail", "Django's cache detail"),
        "warm_detail_vs_wagtail_v2": over("warm detail", "Wagtail v2 detail"),
        "warm_list_vs_wagtail_v2": over("warm list", "Wagtail v2 list"),
        "cold_detail_vs_constant": over("cold detail", "constant detail"),
        "cold_list_vs_constant": over("cold list", "constant list"),
        "cold_detail_vs_wagtail_v2": over("cold detail", "Wagtail v2 detail"),
        "cold_list_vs_wagtail_v2": over("cold list", "Wagtail v2 list"),
        "cold_detail_vs_drf": over("cold detail", "DRF detail"),
        "cold_list_vs_drf": over("cold list", "DRF list"),
    }


def sqlite_ratios(rates: Rates) -> Rates:
    return {
        f"warm_{name}_vs_constant_sqlite": rates[f"warm {name}"] / rates[f"constant {base}"]
        for name, base in (("detail", "detail"), ("list", "list"), ("304", "detail"))
    }


def search_ratios(rates: Rates) -> Rates:
    """How many times as long both words together take the other one."""
    taken = {who: sum(1 / rates[f"{who} {name}"] for name in WORDS) for who in ("cold", "v2")}
    return {"search_vs_wagtail_v2": taken["v2"] / taken["cold"]}


def table(rates: Rates) -> None:
    say(f"\n{'answers a second':28}{'detail':>10}{'list of 20':>12}")
    for name in dict.fromkeys(rate_name.rpartition(" ")[0] for rate_name in rates):
        figures = [rates.get(f"{name} {what}") for what in ("detail", "list")]
        if None not in figures:
            say(f"{name:28}{figures[0]:10,.0f}{figures[1]:12,.0f}")
    say("")


if __name__ == "__main__":
    main()
