"""How many records go into one transaction."""

from types import SimpleNamespace

import pytest

from archive.publisher import pace


@pytest.mark.parametrize(
    ("seconds", "size"),
    [(0.1, 80), (0.4, 40), (0.8, 20), (30.0, pace.LEAST)],
    ids=["fast", "as long as aimed", "slow", "slow however few there are"],
)
def test_the_next_batch_fits_into_the_time_that_others_wait(monkeypatch, seconds, size):
    moments = iter([0.0, seconds])
    monkeypatch.setattr(pace, "time", SimpleNamespace(monotonic=lambda: next(moments)))
    batches = pace.Pace(40, 250)

    with batches.measured(40):
        pass

    assert batches.size == size


def test_no_batch_is_larger_than_the_largest():
    batches = pace.Pace(1, 2)

    with batches.measured(1):
        pass

    assert batches.size == 2
