"""The document of a picture."""

import pytest

from tests import factories as make
from tests.api.rendering import document, facets, head, queries_of_rendering

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def test_a_picture_shows_all_that_is_stated():
    image = make.make_image(
        title="A field", image_kind="diagram", alt_text="A field of teal", credit="A painter",
        licence="CC BY 4.0",
    )  # fmt: skip
    image_document = document(image)
    profiles = image_document.pop("profiles")
    assert list(image_document.items()) == list(
        {
            **head(image),
            "locale": None,
            "kind": "diagram",
            "alt": "A field of teal",
            "decorative": False,
            "width": 64,
            "height": 48,
            "credit": "A painter",
            "licence": "CC BY 4.0",
            "focal_point": None,
            "sha256": image.sha256,
            "same_as": [],
            "meta": {"published_at": None, "first_published_at": None},
        }.items()
    )
    assert list(profiles) == ["card", "portrait", "hero", "logo"]
    assert facets("image", document(image)) == {"kind": {"diagram"}}


def test_a_batch_costs_no_more_queries_than_one():
    batch = [make.make_image() for _number in range(6)]
    # pictures, keys, sizes
    assert [queries_of_rendering(*batch[:count]) for count in (1, 3, 6)] == [3, 3, 3]
