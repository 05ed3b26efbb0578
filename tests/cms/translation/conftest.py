"""The people of translations are those of the admin."""

from django.urls import get_resolver

from tests.cms.admin.conftest import editor  # noqa: F401

# The choosers of the text need the view sets of the admin, also before anybody opens a page of it.
get_resolver().url_patterns  # noqa: B018
