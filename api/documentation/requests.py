"""Requests that the documentation shows: with the answer of the demo archive, and to be sent."""

import json
import re
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

ANSWERS = Path(__file__).with_name("answers.json")
# Where `make run` serves. A page names the addresses of its own server instead.
API, SITE = "http://localhost:8000", "http://localhost:8001"
GET = re.compile(rf'curl (?:-i )?"?{API}(/[^"\s]*)"?(?:\s+# .*)?')
LINKED = re.compile(r"/api/v1/[\w/?&=.,:*@+%-]*|(?:[a-z]+)/\?[\w/?&=.,:*@+%-]+")


@cache
def answers() -> dict[str, dict[str, Any]]:
    """What the demo archive answered: `{"examples": {operation: path}, "answers": {path: …}}`."""
    recorded: dict[str, dict[str, Any]] = json.loads(ANSWERS.read_text("utf-8"))
    return recorded


def request_of(line: str) -> str | None:
    """The path that a line of the shell reads from the API, or None."""
    match = GET.fullmatch(line.strip())
    return match[1] if match else None


def shell_lines(text: str, language: str) -> str:
    """A block of code. Each request in it can be sent, and shows its answer."""
    if language not in ("shell", "sh", "bash", "console"):
        return _code_block(text)
    blocks, others = [], list[str]()
    for line in text.splitlines():
        path = request_of(line)
        if path is None:
            others.append(line)
            continue
        blocks += [_code_block("\n".join(others))] if others else []
        blocks.append(shown_request(path, line))
        others = []
    blocks += [_code_block("\n".join(others))] if others else []
    return "".join(blocks)


def shown_request(path: str, line: str = "") -> str:
    """`line`, or a field for the address, with the button that sends it and the known answer."""
    context = {"path": path, "line": line, "answer": answers()["answers"].get(path)}
    return render_to_string("api/docs/request.html", context)


def linked_request(code: str) -> str:
    """Code within a sentence. A path of the API is a link to its answer."""
    html = f"<code>{escape(code)}</code>"
    if not LINKED.fullmatch(code):
        return html
    address = code if code.startswith("/") else f"/api/v1/{code}"
    return f'<a href="{escape(address)}">{html}</a>'


def _code_block(text: str) -> str:
    return f'<pre tabindex="0"><code>{escape(text)}</code></pre>\n'
