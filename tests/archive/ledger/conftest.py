"""Each test has a ledger of its own."""

import pytest

from archive.ledger import entries, numbers


@pytest.fixture(autouse=True)
def ledger(settings, tmp_path, monkeypatch):
    """An empty one."""
    settings.EXPORT_ROOT = str(tmp_path)
    monkeypatch.setattr(numbers, "reserved", numbers.Reserved())
    monkeypatch.setattr(entries, "noted", {})
    return tmp_path / "ledger.ndjson"
