import pytest

from tests import factories
from tests.cms.helpers import errors_of

pytestmark = pytest.mark.django_db


def test_a_theme_does_not_lie_under_itself():
    top = factories.make_theme()
    middle = factories.make_theme(broader=top)
    bottom = factories.make_theme(broader=middle)

    top.broader = bottom

    assert errors_of(top) == {"broader": ["A theme cannot be its own broader theme."]}


def test_themes_may_share_a_broader_one():
    top = factories.make_theme()
    factories.make_theme(broader=top)

    assert errors_of(factories.make_theme(broader=top)) == {}


def test_other_words_are_one_a_line():
    theme = factories.make_theme(alternative_labels="  Liberty\n\nFreedom ")

    assert theme.alternative_labels_list == ["Liberty", "Freedom"]
