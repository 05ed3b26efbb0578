"""Fixtures that take long to build are named at the end of a run."""

import time
from collections import defaultdict
from itertools import chain

import pytest

LONG = 1.0  # seconds
PROPERTY = "slow fixture"


class SlowFixtures:
    """A plugin. What a fixture asks for while it is built counts for itself."""

    def __init__(self) -> None:
        self.inner = [0.0]
        self.slow: list[tuple[str, float]] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef):
        began = time.monotonic()
        self.inner.append(0.0)
        try:
            return (yield)
        finally:
            took = time.monotonic() - began
            own = took - self.inner.pop()
            self.inner[-1] += took
            if own > LONG:
                self.slow.append((fixturedef.argname, own))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self):
        """Put them into the report, which a worker of xdist hands over."""
        report = yield
        report.user_properties += [(PROPERTY, took) for took in self.slow]
        self.slow.clear()
        return report

    def pytest_terminal_summary(self, terminalreporter) -> None:
        times = defaultdict(list)
        for report in chain(*terminalreporter.stats.values()):
            for kind, value in getattr(report, "user_properties", []):
                if kind == PROPERTY:
                    name, took = value
                    times[f"{name} in {report.nodeid.split('::')[0]}"].append(took)
        for name, took in sorted(times.items(), key=lambda item: -sum(item[1])):
            line = f"!! fixture {name}: {len(took)} times over a second, {sum(took):.0f} s in all"
            terminalreporter.write_line(line, yellow=True)
