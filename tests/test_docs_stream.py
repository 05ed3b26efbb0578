"""The reader of the stream that docs/front-end.md shows comes back after an error."""

import json
import re
import shutil
import subprocess

import pytest

from tests.documentation import ROOT

# A browser whose streams are closed one after the other, and whose clock has no pauses.
BROWSER = """
const [statuses, entry] = JSON.parse(process.argv[2]);
const asked = [], shown = [];
globalThis.EventSource = class {
  static CLOSED = 2;
  readyState = 1;
  on = {};
  constructor(url) {
    this.url = url;
    asked.push(url.split("kind=event")[1]);
    setImmediate(() => this.live());
  }
  addEventListener(name, listener) { this.on[name] = listener; }
  async live() {
    if (asked.length === 1) this.on.publish({ data: JSON.stringify(entry) });
    this.readyState = 0;
    await this.on.error();
    if (!statuses.length) return;
    this.readyState = 2;
    await this.on.error();
  }
};
globalThis.fetch = async (url, { method }) => ({ status: method === "HEAD" && statuses.shift() });
globalThis.setTimeout = (act, pause) => pause >= 10_000 && setImmediate(() => setImmediate(act));
globalThis.console = { log: (text) => shown.push(text) };
process.on("exit", () => process.stdout.write(JSON.stringify([asked, shown])));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="NOT TESTED: node is not installed")
def test_a_reader_goes_on_where_it_was_and_begins_again_when_it_must(tmp_path):
    page = (ROOT / "docs" / "front-end.md").read_text()
    samples = re.findall(r"```js\n(.*?)```", page, re.DOTALL)
    (sample,) = [code for code in samples if "EventSource" in code]
    (tmp_path / "run.mjs").write_text(BROWSER + sample)
    entry = {"sequence": 812, "recorded_at": "2026-11-23T17:00:00Z", "document": {"title": "Peace"}}
    call = ["node", tmp_path / "run.mjs", json.dumps([[503, 503, 410], entry])]
    result = subprocess.run(call, check=True, capture_output=True, text=True)
    asked, titles = json.loads(result.stdout)
    cursor = "&since=812&at=2026-11-23T17:00:00Z"
    assert asked == ["", cursor, cursor, ""]
    assert titles == ["Peace"]
