"""The pages of the benchmark: what is read from them is right, and enough of it."""

import pytest

from benchmarks.page_scores import Facts, Report, compare, facts_of, pages_of
from importer.extract import read

OWN = list(pages_of("pages"))
# The least recall of each field in the other sets.
FLOORS = dict.fromkeys(("code", "title", "ordinal", "dates"), 0.9) | dict.fromkeys(
    ("venue", "partners", "people", "quotes"), 0.85
)
# The precision and recall in the set for which no rule was written.
UNSEEN = {
    "title": (1.0, 1.0),
    "ordinal": (1.0, 0.25),
    "dates": (1.0, 1.0),
    "venue": (1.0, 0.87),
    "partners": (1.0, 1.0),
    "people": (0.9, 0.9),
    "quotes": (1.0, 1.0),
}
# The same in the set that was scored before the rules were corrected with it.
REVIEWED = {
    "code": (1.0, 1.0),
    "title": (1.0, 1.0),
    "ordinal": (1.0, 0.88),
    "dates": (1.0, 0.98),
    "venue": (0.91, 0.82),
    "partners": (0.99, 0.85),
    "people": (0.93, 0.8),
    "quotes": (1.0, 0.94),
}


@pytest.mark.parametrize(("path", "truth"), OWN, ids=[path.name for path, _ in OWN])
def test_nothing_wrong_is_proposed(path, truth):
    assert not facts_of(read(path.read_bytes(), path.name).as_json()) - facts_of(truth)


@pytest.fixture(scope="module", params=("more_pages", "held_out"))
def scored(request: pytest.FixtureRequest) -> tuple[str, Report]:
    return request.param, compare(request.param, read)


@pytest.fixture(scope="module")
def unseen() -> Report:
    return compare("unseen", read)


@pytest.fixture(scope="module")
def reviewed() -> Report:
    return compare("reviewed", read)


def test_enough_of_each_field_is_read_and_nothing_is_invented(scored):
    _, report = scored
    assert report.wrong == []
    low = {
        field: report.scores[field].recall
        for field, recall in FLOORS.items()
        if report.scores[field].recall < recall
    }
    assert low == {}


@pytest.mark.parametrize(("field", "least"), UNSEEN.items())
def test_pages_without_a_rule_for_them_are_read_as_well_as_they_were(unseen, field, least):
    score, (precision, recall) = unseen.scores[field], least
    assert score.precision >= precision
    assert score.recall >= recall


@pytest.mark.parametrize(("field", "least"), REVIEWED.items())
def test_pages_scored_before_the_rules_knew_them_are_read_as_well_as_they_were(
    reviewed, field, least
):
    score, (precision, recall) = reviewed.scores[field], least
    assert score.precision >= precision
    assert score.recall >= recall


def test_a_value_counts_only_when_it_is_whole():
    facts: Facts = facts_of(
        {
            "partners": [{"name": "Foo Trust", "role": "sponsor", "country": None}],
            "people": [["Ada Lund", "chair", None]],
            "dates": {"start": "2016-05-03", "end": "2016-05-05", "days": []},
        }
    )
    assert set(facts) == {
        ("partners", "Foo Trust", "sponsor", ""),
        ("people", "Ada Lund", "chair", ""),
        ("dates", "2016-05-03/2016-05-05"),
    }
