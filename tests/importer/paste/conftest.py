"""The people of the forms are those of the admin."""

from tests.cms.admin.conftest import editor  # noqa: F401
