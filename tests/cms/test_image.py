import hashlib

import pytest

from tests import factories
from tests.cms.helpers import errors_of

pytestmark = pytest.mark.django_db


def test_decoration_has_no_alternative_text():
    image = factories.make_image(alt_text="A field of teal")

    image.is_decorative = True

    assert set(errors_of(image)) == {"alt_text", "is_decorative"}


def test_a_file_comes_in_with_its_checksum():
    document = factories.make_document(content=b"Words")

    assert document.sha256 == hashlib.sha256(b"Words").hexdigest()
