"""The document of a file that readers download."""

import hashlib

import pytest
from django.conf import settings
from wagtail.models import Collection, CollectionViewRestriction

from tests import factories as make
from tests.api.rendering import document, facets, head, queries_of_rendering, renderings

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def test_a_file_shows_all_that_is_stated():
    file = make.make_document(
        title="A report", document_kind="report", summary="In short.", language="fr",
        licence="CC BY 4.0", credit="A writer", file_size=5, same_as="https://elsewhere.test/",
        content=b"Words", name="report one.txt",
    )  # fmt: skip
    assert list(document(file).items()) == list(
        {
            **head(file),
            "locale": None,
            "kind": "report",
            "summary": "In short.",
            "language": "fr",
            "credit": "A writer",
            "licence": "CC BY 4.0",
            "file": {
                "url": f"https://api.test/documents/{file.pk}/{file.filename}",
                "filename": file.filename,
                "media_type": "text/plain",
                "size": 5,
                "sha256": hashlib.sha256(b"Words").hexdigest(),
            },
            "same_as": ["https://elsewhere.test/"],
            "meta": {"published_at": None, "first_published_at": None},
        }.items()
    )
    assert facets("document", document(file)) == {
        "kind": {"report"},
        "language": {"fr"},
        "same_as": {"https://elsewhere.test/"},
    }


def test_where_nothing_is_stated_nothing_is_said():
    file_document = document(make.make_document())
    names = ("summary", "language", "credit", "licence")
    assert [file_document[name] for name in names] == [None] * 4
    assert file_document["file"]["size"] is None


def test_the_media_type_of_every_accepted_file_is_the_same_on_every_machine():
    assert set(settings.WAGTAILDOCS_CONTENT_TYPES) == set(settings.WAGTAILDOCS_EXTENSIONS)
    for extension, media_type in settings.WAGTAILDOCS_CONTENT_TYPES.items():
        file_document = document(make.make_document(name=f"words.{extension}"))
        assert file_document["file"]["media_type"] == media_type


def test_a_file_of_a_private_collection_has_no_document():
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    assert renderings(make.make_document(collection=private)) == []


def test_a_batch_costs_no_more_queries_than_one():
    batch = [make.make_document() for _number in range(6)]
    # files, keys
    assert [queries_of_rendering(*batch[:count]) for count in (1, 3, 6)] == [2, 2, 2]
