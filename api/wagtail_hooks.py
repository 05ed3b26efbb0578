"""Files of the archive are public, or they are not there."""

from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail import hooks

from archive.visibility import Visibility
from cms.models import CustomDocument


@hooks.register("before_serve_document", order=-1)
def hide_private_files(document: CustomDocument, request: HttpRequest) -> None:
    """A login page for a hidden file would say that it is there: it is a 404 instead."""
    if Visibility(timezone.now()).allows(document):
        return
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
