"""The document of a theme."""

import pytest

from cms.models import ThemeSource
from tests import factories as make
from tests.api.rendering import (
    NO_META,
    document,
    facets,
    head,
    link,
    queries_of_rendering,
    renderings,
)

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def test_a_theme_shows_all_that_is_stated():
    broader = make.make_theme(label="Law")
    theme = make.make_theme(
        label="Rights", broader=broader, alternative_labels="Freedoms\nLiberties", summary="Short."
    )
    assert list(document(theme).items()) == list(
        {
            **head(theme),
            "broader": link(broader),
            "alternative_labels": ["Freedoms", "Liberties"],
            "summary": "Short.",
            "sources": [],
            "same_as": [],
            "alternates": [],
            "meta": NO_META,
        }.items()
    )
    assert facets("theme", document(theme)) == {"broader": {"law"}, "locale": {"en"}}


def test_where_nothing_is_stated_nothing_is_said():
    theme_document = document(make.make_theme())
    assert (
        theme_document["broader"],
        theme_document["alternative_labels"],
        theme_document["summary"],
    ) == (None, [], None)


def test_a_hidden_broader_theme_leaves_no_trace():
    broader = make.make_theme(live=False)
    [rendering] = renderings(make.make_theme(broader=broader))
    assert rendering.document["broader"] is None
    assert rendering.dependencies == {broader.uid}


def test_a_batch_costs_no_more_queries_than_one():
    batch = [make.make_theme(broader=make.make_theme()) for _number in range(6)]
    for theme in batch:
        ThemeSource.objects.create(record=theme, document=make.make_document())
    # themes with the broader ones, sources with their documents, keys
    assert [queries_of_rendering(*batch[:count]) for count in (1, 3, 6)] == [3, 3, 3]
