"""The receivers that docs/webhooks.md shows tell signed messages from others."""

import json
import re
import shutil
import subprocess
from datetime import timedelta

import pytest
from django.utils import timezone
from standardwebhooks import Webhook

from tests.documentation import ROOT
from webhooks.messages import headers_of, ping
from webhooks.models import new_secret

SECRET = new_secret()


def sample(language: str) -> str:
    page = (ROOT / "docs" / "webhooks.md").read_text()
    return re.search(rf"```{language}\n(.*?)```", page, re.DOTALL)[1]


def cases() -> list[tuple[str, dict, str, bool]]:
    """`(name, headers, body, whether the signature is valid)`."""
    now = timezone.now()
    message = ping(now)
    body = message.body.decode()
    old = headers_of(message, [SECRET], now - timedelta(minutes=6))
    return [
        ("signed", headers_of(message, [SECRET], now), body, True),
        ("signed in a rotation", headers_of(message, [new_secret(), SECRET], now), body, True),
        ("by another secret", headers_of(message, [new_secret()], now), body, False),
        ("another body", headers_of(message, [SECRET], now), body + " ", False),
        ("played again", old, body, False),
    ]


def test_the_cases_are_those_of_the_library():
    for _name, headers, body, is_good in cases():
        try:
            Webhook(SECRET).verify(body, headers)
            believed = True
        except Exception:  # noqa: BLE001  it raises several
            believed = False
        assert believed == is_good


def test_the_receiver_in_python():
    names: dict = {}
    exec(sample("py"), names)
    for name, headers, body, is_good in cases():
        try:
            names["verify"](SECRET, headers, body.encode())
            believed = True
        except ValueError:
            believed = False
        assert believed == is_good, name


@pytest.mark.skipif(shutil.which("node") is None, reason="NOT TESTED: node is not installed")
def test_the_receiver_in_javascript(tmp_path):
    (tmp_path / "verify.mjs").write_text(sample("js"))
    (tmp_path / "run.mjs").write_text(
        """import { verify } from "./verify.mjs";
        const believed = JSON.parse(process.argv[2]).map(([, headers, body]) => {
          try { verify(process.argv[3], headers, body); return true; } catch { return false; }
        });
        console.log(JSON.stringify(believed));"""
    )
    messages = cases()
    result = subprocess.run(
        ["node", tmp_path / "run.mjs", json.dumps(messages), SECRET],
        check=True,
        capture_output=True,
        text=True,
    )
    assert json.loads(result.stdout) == [is_good for *_, is_good in messages]
