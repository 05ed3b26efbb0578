"""What a monitor may know, and who may ask."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from archive.models import Head, PublicRecord
from archive.publisher.after_commit import catch_up
from tests.api.helpers import assert_problem
from tests.factories import make_theme

pytestmark = pytest.mark.django_db
METRICS = "/health/metrics"
LOGIN = {"Authorization": "Bearer a-token"}


@pytest.fixture(autouse=True)
def _token(settings):
    settings.METRICS_TOKEN = "a-token"


def samples(reader) -> dict[tuple[str, frozenset], float]:
    """`{(name, labels): value}`, read by Prometheus's own parser."""
    response = reader.get(METRICS, headers=LOGIN)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    families = text_string_to_metric_families(response.content.decode())
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }


def test_requests_are_counted_by_the_pattern_of_their_address(reader):
    theme = make_theme()
    catch_up()
    labels = {"method": "GET", "route": "api/v1/themes/<str:key>/"}
    successful, missing = (
        ("plenary_requests_total", frozenset({**labels, "status": status}.items()))
        for status in ("200", "404")
    )
    before = samples(reader)

    reader.get(f"/api/v1/themes/{theme.slug}/")
    reader.get("/api/v1/themes/no-such-theme/")

    after = samples(reader)
    assert after[successful] - before.get(successful, 0) == 1
    assert after[missing] - before.get(missing, 0) == 1
    assert not [labels for _name, labels in after if "no-such-theme" in str(labels)]


def test_the_head_of_the_log_and_what_waits_are_told(reader):
    make_theme()
    waiting = samples(reader)[("plenary_pending_records", frozenset())]
    catch_up()
    metrics = samples(reader)
    assert waiting == 1
    assert metrics[("plenary_pending_records", frozenset())] == 0
    assert metrics[("plenary_log_head", frozenset())] == Head.objects.get().sequence > 0
    public = PublicRecord.objects.filter(live=True).count()
    assert metrics[("plenary_public_records", frozenset())] == public > 0


@pytest.mark.parametrize("login", ["", "Bearer ", "Bearer another", "Basic a-token"])
def test_nobody_reads_them_without_the_token(reader, login):
    assert_problem(reader.get(METRICS, headers={"Authorization": login}), 404, "not_found")


def test_nobody_reads_them_where_no_token_is_set(reader, settings):
    settings.METRICS_TOKEN = ""
    assert_problem(reader.get(METRICS, headers={"Authorization": "Bearer "}), 404, "not_found")
