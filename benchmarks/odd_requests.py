"""Whether any request to a running server gets a server error, hangs, or shows the inside.

    .venv/bin/python benchmarks/odd_requests.py ADDRESS HOST [COUNT] [SEED]

ADDRESS is `http://127.0.0.1:8000`, or the path of the socket behind the proxy, and HOST a name of
the server. Half of the requests are odd as HTTP: methods,
targets, headers, lengths, chunks, several on one connection. The others are queries that are made
of the parameters in api/openapi.json. Each comes from another address of 127.0.0.0/8, so that the
limit for one client stops none. The exit code is 1 when an answer is a 5xx, takes too long, has a
word of the inside, or when the server does not answer at the end. Look into its log for errors.
"""

import json
import random
import socket
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote, urlsplit

from load import ROOT

TOO_LONG = 20.0  # seconds: nginx gives up a slow client after ten
QUIET = 0.3  # seconds without a byte after which an answer is taken as whole
CONNECTIONS = 64
INSIDE = (b"Traceback (most", b"django.", b"psycopg", b"site-packages", b"SELECT ", b'.py"')
KEYS = ("B7", "b7", "no-such", "a-series", "0", "1", "%00", "%2e%2e", "..", "é", "%ff", "B7%2F")
METHODS = (
    "GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND",
    "get", "G\tET", "GET\x00", "PRI", "X" * 5000, "", "QUERY", "PURGE", "MKCOL",
)  # fmt: skip
TARGETS = (
    "//{}", "http://evil.example{}", "x{}", "{}#x", "{}?", "{}%", "{}%zz", "{}\xff", "{} x",
)  # fmt: skip
OTHER_PATHS = (
    "/admin/login/", "/admin/", "/admin/password_reset/", "/media/a", "/documents/1/x.pdf",
    "/static/x", "/newsletter/confirm/x/", "/a" * 3500, "/api/v1/" + "a/" * 500,
    "/%2e%2e/%2e%2e/etc/passwd", "/api/v1/newsletter/", "/api/v1/preview/",
    "/api/v1/events/?q=%00", "/health/metrics",
)  # fmt: skip
HEADER_LINES = (b"X", b" folded: x", b"X : y", b": z", b"X\x00: y", b"\xff: y")
VERSIONS = ("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/9", "http/1.1", "")
VALUES = (
    "", "0", "-1", "1", "20", "100", "101", "1e3", "NaN", "10" * 12, "٣", "１", " 1", "+1", "01",
    "1.0", "true", "null", "[]", "{}", "*", "a", "en", "FI", "B7", "2012", "2012-01-26",
    "0000-00-00", "9999-12-31T23:59:60Z", "2012-13", "notadate", "\x00", "%", "\udcff", "é",
    "\u202e", "😀", "'", '"', "' OR 1=1--", "{{7*7}}", "${x}", "{0.__class__}", "../" * 20,
    "a," * 500, "(" * 2000, "a" * 3000, "a:* & !b", "%_\\", "the", '"""', "-a", "a OR", "a " * 40,
    "person.password", "-secret_note", "random()", "id", "title", "partners.country", "*,*",
    "\r\nX-A: b", "(a+)+$" * 50, "\ufeff", "\U0010ffff",
)  # fmt: skip
HEADERS = (ROOT / "tests" / "threats" / "request_fields.txt").read_text().split()
HEADER_VALUES = (
    "", "*", "*/*", "text/html", "a/b; charset=rot13", "a/b;q=NaN", "gzip;q=0, br", ",,,,", "-1",
    "0", "5", "99999999999999999999", "+5", "0x5", "5, 5", "chunked", "xchunked",
    "chunked, chunked", "identity", "multipart/form-data",
    "multipart/form-data; boundary=" + "x" * 300, "application/json", "100-continue", "bytes=0-",
    "bytes=-0", "bytes=5-1", "bytes=" + "0-1," * 300, "W/\"x\"", '"' * 500, "Mon, 99 Foo 2012",
    "Thu, 01 Jan 1970 00:00:00 GMT", "evil.example", "127.0.0.1:0", "a" * 9000, "\xff\xfe", "\x00",
    "é", "text/*;" + ";" * 500, "*/*," * 500, "en-" + "a-" * 900, "keep-alive, close", "h2c",
    "websocket", "2012-01-26", "Basic Og==", "Bearer x", "sessionid=x; csrftoken=", "a=b;" * 900,
    "1-1-1", "http://[",
)  # fmt: skip
BODIES = (
    b"", b"x", b"a=b&a=c", b"{", b"[" * 5000, b'{"email": "a@example.org"}', b'{"email": ["a"]}',
    b"null", b"\x00" * 100, b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n",
    b"5\r\nhello\r\n0\r\n\r\n", b"ffffffffffffffff\r\n", b"-5\r\nhello\r\n",
    b"5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n", b"zz\r\n", b"0\r\n",
)  # fmt: skip


@dataclass
class Answer:
    sent: bytes
    statuses: list[int]
    seconds: float  # until its first byte
    body: bytes


def described() -> list[tuple[str, dict[str, list[str]]]]:
    """Each path of the description: the parameters of its query, and values that fit."""
    paths = json.loads((ROOT / "api" / "openapi.json").read_text())["paths"]
    return [
        (
            path,
            {
                parameter["name"]: fitting(parameter)
                for parameter in got["get"].get("parameters", ())
                if parameter["in"] == "query"
            },
        )
        for path, got in paths.items()
        if "get" in got and "stream" not in path
    ]


def fitting(parameter: dict) -> list[str]:
    schema = parameter.get("schema", {})
    schema = {**schema.get("items", {}), **schema}
    values = [
        *schema.get("enum", ()),
        schema.get("example"),
        schema.get("default"),
        parameter.get("example"),
    ]
    values += ["true"] if schema.get("type") == "boolean" else ["1", "2012", "a"]
    return [str(value) for value in values if value is not None]


class Oddities:
    """Requests, each made of a few odd parts."""

    def __init__(self, host: str, seed: int, *, is_proxy: bool) -> None:
        self.host = host.encode()
        self.is_proxy = is_proxy
        self.dice = random.Random(seed)
        self.described = described()

    def request(self) -> bytes:
        made = self.query() if self.dice.random() < 0.5 else self.raw()
        if self.dice.random() < 0.1:  # pipelined
            made = made.replace(b"Connection: close\r\n", b"") + self.query()
        return made

    def path(self) -> tuple[str, dict[str, list[str]]]:
        path, names = self.dice.choice(self.described)
        path = path.replace("{key}", self.dice.choice(KEYS))
        path = path.replace("{suffix}", self.dice.choice(("json", "csv", "md", "ics", "x", "")))
        path = path.replace("{sequence}", self.dice.choice(("1", "0", "-1", "9" * 20, "x")))
        return path.replace("{number}", self.dice.choice(("1", "0", "9" * 20, "x"))), names

    def query(self) -> bytes:
        path, names = self.path()
        pairs = []
        for _ in range(self.dice.choice((0, 1, 1, 1, 2, 2, 3, 5))):
            name = self.sometimes(self.dice.choice([*names, "x"]), ("x", "pk__in", "__class__"))
            fits = self.dice.random() < 0.6 and name in names
            pairs.append(f"{name}={quote(self.dice.choice(names[name])) if fits else self.value()}")
        return self.plain(f"{path}?{self.dice.choice('&&&&;').join(pairs)}".rstrip("?"))

    def plain(self, target: str) -> bytes:
        line = b"GET %s HTTP/1.1" % target.encode("latin-1", "replace").replace(b" ", b"%20")
        close = (b"Host: " + self.host, b"Connection: close")
        return b"\r\n".join((line, *close, *self.passed_on(), b"", b""))

    def passed_on(self) -> list[bytes]:
        """What a proxy says of a client, always another one."""
        if not self.is_proxy:
            return []
        client = b"X-Forwarded-For: %d.%d.%d.9" % tuple(self.dice.randbytes(3))
        return [client, b"X-Forwarded-Proto: https"]

    def sometimes(self, usual: str, odd: Sequence[str]) -> str:
        return self.dice.choice(odd) if self.dice.random() < 0.2 else usual

    def value(self) -> str:
        value = self.dice.choice(VALUES)
        if self.dice.random() < 0.1:
            value = quote(quote(value, errors="replace"))
        return quote(value, errors="surrogateescape")

    def raw(self) -> bytes:
        path, _names = self.path()
        path = self.dice.choice((path, *OTHER_PATHS))
        targets = ("*", "", *(shape.format(path) for shape in TARGETS))
        method, target = self.sometimes("GET", METHODS), self.sometimes(path, targets)
        lines = [
            f"{method} {target} {self.sometimes('HTTP/1.1', VERSIONS)}".encode("latin-1", "replace")
        ]
        lines += self.passed_on()
        if self.dice.random() < 0.95:
            lines.append(b"Host: " + self.host)
        if self.dice.random() < 0.7:
            lines.append(b"Connection: close")
        for _ in range(self.dice.choice((0, 1, 1, 2, 2, 3, 30))):
            name, value = self.dice.choice(HEADERS), self.dice.choice(HEADER_VALUES)
            lines.append(f"{name}: {value}".encode("latin-1"))
        if self.dice.random() < 0.05:
            lines.append(self.dice.choice(HEADER_LINES))
        end = self.dice.choice((b"\r\n", b"\r\n", b"\r\n", b"\r\n", b"\n"))
        return end.join(lines) + end * 2 + self.dice.choice(BODIES)


def connect(address: str, dice: random.Random) -> socket.socket:
    if address.startswith("http"):
        parts = urlsplit(address)
        source = f"127.{dice.randint(1, 254)}.{dice.randint(1, 254)}.{dice.randint(2, 254)}"
        return socket.create_connection(
            (str(parts.hostname), parts.port or 80), TOO_LONG, source_address=(source, 0)
        )
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(TOO_LONG)
    connection.connect(address)
    return connection


def send(address: str, request: bytes, dice: random.Random) -> Answer:
    began = time.monotonic()
    first, received = 0.0, b""
    try:
        with connect(address, dice) as connection:
            connection.sendall(request)
            while part := connection.recv(65536):
                first = first or time.monotonic()
                received += part
                connection.settimeout(QUIET)
    except ConnectionError:  # refused half-way: an answer as well
        pass
    except TimeoutError:  # with an answer the connection stays open
        first = first or began + TOO_LONG
    heads = [part[:3] for part in received.split(b"HTTP/1.1 ")[1:]]
    statuses = [int(head) for head in heads if head.isdigit()]
    return Answer(request, statuses, (first or time.monotonic()) - began, received)


def is_wrong(answer: Answer) -> str:
    if answer.seconds >= TOO_LONG:
        return "hangs"
    # nginx itself says 501 of a coding that it does not know, and 505 of a version
    if any(status >= 500 and status not in (501, 505) for status in answer.statuses):
        return "server error"
    return next((f"says {word!r}" for word in INSIDE if word in answer.body), "")


def main(address: str, host: str, count: int = 50_000, seed: int = 1) -> int:
    oddities, dice = Oddities(host, seed, is_proxy=address[0] == "/"), random.Random(seed)
    statuses: Counter[int] = Counter()
    wrong, slowest = 0, 0.0
    requests = (oddities.request() for _ in range(count))
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        while batch := list(islice(requests, 500)):
            for answer in pool.map(lambda request: send(address, request, dice), batch):
                statuses.update(answer.statuses or [0])
                slowest = max(slowest, answer.seconds)
                if reason := is_wrong(answer):
                    wrong += 1
                    print(f"{reason}: {answer.sent[:600]!r} -> {answer.body[:300]!r}", flush=True)
    print(", ".join(f"{status}: {times}" for status, times in sorted(statuses.items())))
    print(f"{count} requests, {wrong} wrong, the slowest began after {slowest:.1f} s; 0: closed")
    last = send(address, oddities.plain("/health/live"), dice)
    return 1 if wrong or last.statuses != [200] else 0


if __name__ == "__main__":
    address, host = sys.argv[1:3]
    sys.exit(main(address, host, *map(int, sys.argv[3:])))
