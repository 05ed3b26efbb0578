"""What pages of the site cost: `benchmarks/site_pages.py`.

Known pages a second from two workers, the site's and the API's answers on the same machine, and
the milliseconds of Python that make a page anew from the answer of the API.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

import orjson
from bench import say
from load import ROOT, environment, fetch, megabytes, rate, server

sys.path.insert(0, str(ROOT))  # after the imports of neighbours

from frontend.server.app import Site
from frontend.server.asking import Questions
from frontend.server.config import Config
from frontend.server.pages.record import RESOLVE_QUERY, page_of
from frontend.server.pages.request import Request

PAGES = ["/", "/human-rights/", "/human-rights/wp1725/", "/quotes/the-best-prevention-tool/"]
SECONDS, ROUNDS, TIMES = 3, 3, 200


def main() -> None:
    with demo_archive() as env, server("api.wsgi:application", env, "/health/ready") as (api, _pid):
        env |= {"API_ORIGIN": api, "FRONTEND_ORIGIN": api}
        with server("frontend.server.wsgi:application", env, "/robots.txt") as (site, pid):
            for path in PAGES:
                fetch(site + path)
            for path in PAGES:
                pages_a_second = median(rate(site + path, SECONDS) for _ in range(ROUNDS))
                say(f"{path:40}{pages_a_second:8.0f} known pages a second")
            document = rate(f"{api}/api/v1/events/WP1725/", SECONDS)
            say(f"{'the document of the event':40}{document:8.0f} known answers a second")
            say(f"{'memory of the site':40}{megabytes(pid):8.0f} MB, and of each worker more")
        for path in PAGES[1:]:
            milliseconds, size = made_anew(Site(Config(api, api)), path)
            say(f"{path:40}{milliseconds:8.2f} ms made anew, {size / 1000:.1f} kB")


@contextmanager
def demo_archive() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        env = environment(f"sqlite:///{folder}/site.sqlite3", "contenders.settings")
        env |= {
            "MEDIA_ROOT": f"{folder}/media",
            "DJANGO_SETTINGS_MODULE": "cms.settings.development",
        }
        env["API_RATE_LIMIT"] = "1000000/60"
        for command in ("migrate", "demo"):
            subprocess.run(
                [sys.executable, "manage.py", command],
                cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL,
            )  # fmt: skip
        yield env


def made_anew(site: Site, path: str) -> tuple[float, int]:
    """Milliseconds for a page, from the bytes of the answer on, and its bytes."""
    questions = Questions(site.api, site.shared)
    answer = questions.get("resolve/", (("path", path), *RESOLVE_QUERY))
    body = orjson.dumps(answer.data)
    request = Request(path, (), questions, site.renderer, path)
    taken, size = [], 0
    for _ in range(TIMES):
        started = time.process_time()
        page = page_of(request, orjson.loads(body))
        size = len(page.body)
        taken.append(time.process_time() - started)
    return 1000 * median(taken), size


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    main()
