"""A stand-in for an OpenSearch server: no package that the tests install brings the real one.

It keeps documents in memory and understands the part of the protocol that is asked of it here; a
request that it does not know is refused, as an unknown query is by the real server.
"""

import json
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from operator import ge, gt, le, lt
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

COMPARED = {"gt": gt, "gte": ge, "lt": lt, "lte": le}
WORD = re.compile(r"\w+")


class Index:
    """Documents by their ids, and the fields that each field is copied to."""

    def __init__(self) -> None:
        self.documents: dict[str, dict[str, Any]] = {}
        self.properties: dict[str, Any] = {}

    def words(self, document: dict[str, Any], field: str) -> list[str]:
        """The words of `field`, with those that the mapping copies into it."""
        field = field.partition("^")[0]
        values = [document.get(field)]
        for name, mapping in self.properties.items():
            copies = mapping.get("copy_to", [])
            if field in ([copies] if isinstance(copies, str) else copies):
                values.append(document.get(name))
        return WORD.findall(json.dumps(values, ensure_ascii=False).lower())

    def matches(self, document: dict[str, Any], query: dict[str, Any]) -> bool:
        [(name, body)] = query.items()
        return getattr(self, f"is_{name}")(document, body)

    def is_match_all(self, document: dict[str, Any], body: dict[str, Any]) -> bool:
        return True

    def is_bool(self, document: dict[str, Any], body: dict[str, Any]) -> bool:
        must = [*several(body.get("must")), *several(body.get("filter"))]
        should = several(body.get("should"))
        return (
            all(self.matches(document, each) for each in must)
            and (not should or any(self.matches(document, each) for each in should))
            and not any(self.matches(document, each) for each in several(body.get("must_not")))
        )

    def is_match(self, document: dict[str, Any], body: dict[str, Any]) -> bool:
        [(field, wanted)] = body.items()
        if isinstance(wanted, str):
            return wanted in several(document.get(field))
        return self.has_words(document, [field], wanted)

    def is_multi_match(self, document: dict[str, Any], body: dict[str, Any]) -> bool:
        return self.has_words(document, body["fields"], body)

    def has_words(self, document: dict[str, Any], fields: list[str], wanted: dict) -> bool:
        begun = any("edgengram" in field for field in fields)
        known = [word for field in fields for word in self.words(document, field)]
        found = [
            any(each.startswith(word) if begun else each == word for each in known)
            for word in WORD.findall(wanted["query"].lower())
        ]
        return all(found) if wanted.get("operator") == "and" else any(found)

    def is_term(self, document: dict[str, Any], body: dict[str, Any]) -> bool:
        [(field, wanted)] = body.items()
        return wanted in several(document.get(field))

    def is_terms(self, document: dict[str, Any], body: dict[str, Any]) -> bool:
        [(field, wanted)] = body.items()
        return any(each in wanted for each in several(document.get(field)))

    def is_exists(self, document: dict[str, Any], body: dict[str, Any]) -> bool:
        return document.get(body["field"]) is not None

    def is_prefix(self, document: dict[str, Any], body: dict[str, Any]) -> bool:
        [(field, wanted)] = body.items()
        return str(document.get(field, "")).startswith(wanted)

    def is_range(self, document: dict[str, Any], body: dict[str, Any]) -> bool:
        [(field, limits)] = body.items()
        return any(
            all(COMPARED[how](each, limit) for how, limit in limits.items())
            for each in several(document.get(field))
        )

    def found(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        hits = [each for each in self.documents.values() if self.matches(each, body["query"])]
        sort = body.get("sort", [])
        for order in reversed([] if sort == "_doc" else sort):  # "_doc" is as they come
            [(field, direction)] = order.items()
            hits.sort(key=lambda each: str(each.get(field, "")), reverse=direction == "desc")
        return hits


def several(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


class StandIn(ThreadingHTTPServer):
    """The server. `fault` is the status of all answers while it is set."""

    daemon_threads = True
    fault = 0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.indices: dict[str, Index] = {}
        self.aliases: dict[str, str] = {}

    def index(self, name: str) -> Index | None:
        return self.indices.get(self.aliases.get(name, name))


class Handler(BaseHTTPRequestHandler):
    server: StandIn

    def answer(self, status: int, body: Any = None) -> None:
        sent = json.dumps(body or {}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(sent)

    def handle_one(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        text = self.rfile.read(length).decode()
        if self.server.fault:
            self.answer(self.server.fault)
            return
        address = urlsplit(self.path)
        parts = [unquote(part) for part in address.path.strip("/").split("/")]
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        for way, action in WAYS.items():
            method, *shape = way.split()
            shape = shape[0].strip("/").split("/")
            if method == self.command and len(shape) == len(parts):
                pairs = list(zip(shape, parts, strict=True))
                if all(want in ("*", part) for want, part in pairs):
                    given = [part for want, part in pairs if want == "*"]
                    self.answer(*action(self.server, text, asked, *given))
                    return
        self.answer(400, {"error": f"{self.command} {self.path}"})

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = handle_one

    def log_message(self, *args: Any) -> None:
        """Nothing is told of each request."""


Answer = tuple[int, Any]
SHARDS = {"total": 1, "successful": 1, "skipped": 0, "failed": 0}


def create(server: StandIn, text: str, asked: dict, name: str) -> Answer:
    server.indices[name] = Index()
    return 200, {"acknowledged": True}


def remove(server: StandIn, text: str, asked: dict, name: str) -> Answer:
    return (200 if server.indices.pop(name, None) else 404), {}


def exists(server: StandIn, text: str, asked: dict, name: str) -> Answer:
    return (200 if server.index(name) else 404), {}


def map_fields(server: StandIn, text: str, asked: dict, name: str) -> Answer:
    index = server.index(name)
    if index is None:
        return 404, {}
    for field, mapping in json.loads(text)["properties"].items():
        if index.properties.setdefault(field, mapping) != mapping:
            return 400, {"error": f"{field} has another mapping"}
    return 200, {"acknowledged": True}


def put_alias(server: StandIn, text: str, asked: dict, name: str, alias: str) -> Answer:
    server.aliases[alias] = name
    return 200, {"acknowledged": True}


def has_alias(server: StandIn, text: str, asked: dict, alias: str) -> Answer:
    if alias not in server.aliases:
        return 404, {}
    return 200, {server.aliases[alias]: {"aliases": {alias: {}}}}


def refresh(server: StandIn, text: str, asked: dict, name: str) -> Answer:
    return 200, {}


def write(server: StandIn, text: str, asked: dict, name: str, pk: str) -> Answer:
    index = server.index(name) or server.indices.setdefault(name, Index())
    index.documents[pk] = json.loads(text)
    return 201, {"_id": pk, "result": "created"}


def take(server: StandIn, text: str, asked: dict, name: str, pk: str) -> Answer:
    index = server.index(name)
    return (200 if index and index.documents.pop(pk, None) else 404), {}


def write_many(server: StandIn, text: str, asked: dict, name: str) -> Answer:
    lines = [json.loads(line) for line in text.splitlines()]
    items = []
    for action, document in zip(lines[::2], lines[1::2], strict=True):
        pk = action["index"]["_id"]
        write(server, json.dumps(document), asked, name, pk)
        items.append({"index": {"_id": pk, "status": 201}})
    return 200, {"errors": False, "items": items}


def search(server: StandIn, text: str, asked: dict, name: str) -> Answer:
    index = server.index(name)
    if index is None:
        return 404, {"error": "index_not_found_exception"}
    body = json.loads(text)
    found = index.found(body)
    first, size = int(asked.get("from", 0)), int(asked.get("size", 10))
    hits = [
        {"_id": each["pk"], "_score": 1.0, "fields": {"pk": [each["pk"]]}}
        for each in found[first : first + size]
    ]
    aggregations = {
        facet: {"buckets": buckets(found, aggregation["terms"]["field"])}
        for facet, aggregation in body.get("aggregations", {}).items()
    }
    told = {"hits": {"hits": hits}, "aggregations": aggregations}
    return 200, told | ({"_scroll_id": "all", "_shards": SHARDS} if "scroll" in asked else {})


def no_more(server: StandIn, text: str, asked: dict) -> Answer:
    """What follows the first thousand, which is all that tests have."""
    return 200, {"_scroll_id": "all", "_shards": SHARDS, "hits": {"hits": []}}


def buckets(found: list[dict[str, Any]], field: str) -> list[dict[str, Any]]:
    counted = Counter(each.get(field, 0) for each in found)
    return [{"key": key, "doc_count": count} for key, count in counted.items()]


def count(server: StandIn, text: str, asked: dict, name: str) -> Answer:
    index = server.index(name)
    if index is None:
        return 404, {"error": "index_not_found_exception"}
    return 200, {"count": len(index.found(json.loads(text)))}


WAYS = {
    "POST /_search/scroll": no_more,
    "DELETE /_search/scroll": no_more,
    "PUT /*": create,
    "DELETE /*": remove,
    "HEAD /*": exists,
    "PUT /*/_mapping": map_fields,
    "PUT /*/_alias/*": put_alias,
    "HEAD /_alias/*": has_alias,
    "GET /_alias/*": has_alias,
    "POST /*/_refresh": refresh,
    "PUT /*/_doc/*": write,
    "DELETE /*/_doc/*": take,
    "POST /*/_bulk": write_many,
    "POST /*/_search": search,
    "POST /*/_count": count,
}


@contextmanager
def opensearch() -> Iterator[StandIn]:
    server = StandIn()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
