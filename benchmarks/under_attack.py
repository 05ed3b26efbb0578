"""What readers and an editor notice while 140 connections post wrong passwords.

    .venv/bin/python benchmarks/under_attack.py ADDRESS HOST NAME PASSWORD [MINUTES]

ADDRESS is that of a running server behind its proxy, such as http://127.0.0.1:8000, and HOST a name
of it. NAME signs in, makes a theme, and saves and publishes it in a loop. Readers ask for known and
for new answers. Half of the time the attackers post, in turns of at most half a minute, so that
what else the machine does touches both alike. Each attacker and each reader has an address of
127.0.0.0/8. Readers, editor and attackers are processes of their own. The attackers would be on
other machines: here they run only while nobody else asks for the processor, which needs Linux.
"""

import os
import random
import re
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from multiprocessing import Event, Process, SimpleQueue
from statistics import median
from typing import Any

import httpx2
from bs4 import BeautifulSoup

CONNECTIONS, READERS, TURN = 140, 4, 30.0
START = 10.0  # until every process is there
LOGIN, ADD = "/admin/login/", "/admin/snippets/cms/theme/add/"
KNOWN = ("/api/v1/", "/api/v1/series/", "/api/v1/themes/?limit=5")
NEW = (
    "/api/v1/events/?limit=5&ordinal__gte={n}&ordinal__lte={n}9",
    "/api/v1/search/?q=human+{n}",
    "/api/v1/events/?q={n}",
)
PUBLISHED = "publish of the editor"
Times = dict[str, list[float]]
Note = tuple[str, float, float]  # what, when it began, the seconds that it took
Noting = Callable[[str, float], None]


class Visitor:
    """A browser at an address of its own. No TLS is spoken: the proxy ends it."""

    def __init__(self, address: str, host: str) -> None:
        self.host, self.token = host, "x" * 32
        self.cookies: dict[str, str] = {}
        source = f"127.{random.randint(1, 254)}.{random.randint(1, 254)}.{random.randint(2, 254)}"
        transport = httpx2.HTTPTransport(local_address=source, verify=False)
        self.http = httpx2.Client(base_url=address, transport=transport, timeout=120)

    def ask(self, method: str, path: str, **form: Any) -> httpx2.Response:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": self.host, "Cookie": cookie, "Referer": f"https://{self.host}/"}
        response = self.http.request(method, path, headers=headers, data=form or None)
        for set_cookie in response.headers.get_list("set-cookie"):
            name, _, value = set_cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response

    def sign_in(self, name: str, password: str) -> int:
        token = self.ask("GET", LOGIN).text if "csrftoken" not in self.cookies else ""
        self.token = found_in(token) or self.token
        form = {"username": name, "password": password, "csrfmiddlewaretoken": self.token}
        return self.ask("POST", LOGIN, **form).status_code


def found_in(page: str) -> str:
    match = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    return match[1] if match else ""


def form_of(page: bytes) -> dict[str, str]:
    fields = BeautifulSoup(page, "html.parser").select("#main form [name]")
    return {
        str(field["name"]): str(field.get("value") or field.text)
        for field in fields
        if field.name != "button"
    }


def edit(editor: Visitor, address: str, note: Callable[[str, float], None]) -> None:
    """Save the theme at `address`, and publish it."""
    for name, more in (("save", {}), ("publish", {"action-publish": "action-publish"})):
        form = form_of(editor.ask("GET", address).content)
        form |= {"summary": f"Words {time.time()}", **more}
        began = time.monotonic()
        status = editor.ask("POST", address, **form).status_code
        note(f"{name} of the editor" if status == 302 else f"{name}: {status}", began)


def made_theme(editor: Visitor) -> str:
    """The address of the form of a theme that was just made."""
    form = form_of(editor.ask("GET", ADD).content)
    slug = f"attacked-{random.randrange(10**9)}"
    answer = editor.ask("POST", ADD, **{**form, "label": slug, "slug": slug, "action-publish": "1"})
    where = re.search(
        r"/admin/snippets/cms/theme/edit/\d+/", editor.ask("GET", answer.headers["location"]).text
    )
    if not where:
        raise RuntimeError(f"no theme was made: {answer.status_code}")
    return where[0]


Work = Callable[[Visitor, Noting], Callable[[], None]]


class Crew:
    """`count` threads in a process of their own, each doing in a loop what `work` gives to it."""

    def __init__(
        self, work: Work, address: str, host: str, count: int, *, gives_way: bool = False
    ) -> None:
        self.going, self.over = Event(), Event()
        self.noted: SimpleQueue[Any] = SimpleQueue()
        self.process = Process(
            target=self.run, args=(work, address, host, count, gives_way), daemon=True
        )
        self.process.start()

    def run(self, work: Work, address: str, host: str, count: int, gives_way: bool) -> None:
        if gives_way:
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
        notes: list[Note] = []

        def note(what: str, began: float) -> None:
            notes.append((what, began, time.monotonic() - began))

        def go() -> None:
            step = work(Visitor(address, host), note)
            while not self.over.is_set():
                if self.going.wait(1):
                    step()

        threads = [threading.Thread(target=go) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.noted.put(notes)

    def end(self) -> list[Note]:
        self.over.set()
        return self.noted.get()


def read(visitor: Visitor, note: Noting) -> Callable[[], None]:
    def once() -> None:
        path = random.choice(NEW).format(n=random.randrange(5_000))
        for kind, asked in (("known answer", random.choice(KNOWN)), ("new answer", path)):
            began = time.monotonic()
            status = visitor.ask("GET", asked).status_code
            note(kind if status in (200, 404) else f"{kind}: {status}", began)
            time.sleep(0.2)

    return once


def attack(visitor: Visitor, note: Noting) -> Callable[[], None]:
    def once() -> None:
        began = time.monotonic()
        # Always another name: one that is locked costs no password.
        status = visitor.sign_in(f"nobody-{random.randrange(10**9)}", "wrong")
        note(f"wrong password: {status}", began)
        time.sleep(0.5)

    return once


def main(address: str, host: str, name: str, password: str, minutes: float = 10) -> None:
    def editing(editor: Visitor, note: Noting) -> Callable[[], None]:
        if editor.sign_in(name, password) != httpx2.codes.FOUND:
            raise SystemExit("NAME and PASSWORD do not sign in.")
        theme = made_theme(editor)
        return lambda: edit(editor, theme, note)

    good = [Crew(read, address, host, READERS), Crew(editing, address, host, 1)]
    attackers = Crew(attack, address, host, CONNECTIONS, gives_way=True)
    for crew in good:
        crew.going.set()
    time.sleep(START)
    attacks = []
    turns = max(1, round(minutes * 60 / TURN / 2))
    turn = minutes * 60 / turns / 2
    for _ in range(turns):
        time.sleep(turn)
        began = time.monotonic()
        attackers.going.set()
        time.sleep(turn)
        attackers.going.clear()
        attacks.append((began, time.monotonic()))
    times: dict[str, Times] = {"quiet": defaultdict(list), "attacked": defaultdict(list)}
    for what, at, seconds in [note for crew in (*good, attackers) for note in crew.end()]:
        is_attacked = any(first <= at + seconds and at <= last for first, last in attacks)
        times["attacked" if is_attacked else "quiet"][what].append(seconds)
    for when, by_kind in times.items():
        if published := by_kind[PUBLISHED]:
            print(f"100 publications, {when}: {sum(published) / len(published) * 100:.1f} s")
    for what in sorted({*times["quiet"], *times["attacked"]}):
        print(f"{what:24} {'; '.join(f'{when}: {summary(times[when][what])}' for when in times)}")


def summary(seconds: list[float]) -> str:
    if not seconds:
        return "none"
    ranked = sorted(seconds)
    longest = ranked[int(len(ranked) * 0.99)]
    return f"{len(ranked)} times, p50 {median(ranked):.3f} s, p99 {longest:.3f} s"


if __name__ == "__main__":
    at, served, who, secret = sys.argv[1:5]
    main(at, served, who, secret, *map(float, sys.argv[5:]))
