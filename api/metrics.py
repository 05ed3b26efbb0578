"""Metrics of this server in the format of Prometheus.

Each worker counts alone. Set PROMETHEUS_MULTIPROC_DIR before the start, to an empty folder that all
workers of a machine share: then each worker answers for all of them.
https://prometheus.github.io/client_python/multiprocess/
"""

import os
from collections.abc import Iterator

from django.db.models import Max, Min
from django.utils import timezone
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from archive.models import Head, Pending, PublicRecord

requests = Counter(
    "plenary_requests", "Requests answered by Django.", ["method", "route", "status"]
)
seconds = Histogram(
    "plenary_request_seconds",
    "Seconds that Django took for an answer.",
    ["route"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
fast_path = Counter(
    "plenary_fast_path", "Requests that the fast path saw, by what it had.", ["answer"]
)
known, direct, unknown = map(fast_path.labels, ("known", "direct", "unknown"))
reads = Counter("plenary_reads", "Answers that were read, by the database.", ["database"])
of_primary, of_replica = reads.labels("primary"), reads.labels("replica")


class LogCollector:
    """The log and its pending work at the time of the request."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        head = Head.objects.first()
        yield gauge(
            "plenary_log_head", "The newest number of the log.", head.sequence if head else 0
        )
        live = PublicRecord.objects.filter(live=True).count()
        yield gauge("plenary_public_records", "Records that are public now.", live)
        for name, later, help_text in (
            ("plenary_pending", False, "Changes that the log has not taken yet."),
            ("plenary_later", True, "Records that are published anew in batches."),
        ):
            rows = Pending.objects.filter(later=later)
            yield gauge(f"{name}_records", help_text, rows.count())
            oldest = rows.aggregate(oldest=Min("created_at"))["oldest"]
            age = (timezone.now() - oldest).total_seconds() if oldest else 0
            yield gauge(f"{name}_oldest_seconds", f"Age of the oldest. {help_text}", age)
        newest = PublicRecord.objects.aggregate(newest=Max("changed_at"))["newest"]
        yield gauge(
            "plenary_log_changed_timestamp_seconds",
            "When a document was published or withdrawn last.",
            newest.timestamp() if newest else 0,
        )


def gauge(name: str, help_text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, help_text, value=value)


def exposition() -> bytes:
    """All metrics in the text format of Prometheus."""
    registry = CollectorRegistry()
    registry.register(LogCollector())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)
        return generate_latest(registry)
    return generate_latest(registry) + generate_latest(REGISTRY)
