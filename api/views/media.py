"""Image renditions and the files of documents. Original images are never served."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from wagtail.documents.views.serve import serve

from api.rendering.images import MEDIA_TYPES
from archive.visibility import Visibility
from cms.letters.numbers import whole_number
from cms.models import CustomRendition
from cms.models.image import SHOWN

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}
IMMUTABLE = "public, max-age=31536000, immutable"


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A rendition of a public image; for an editor in the admin, of any image."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})
    sizes = CustomRendition.objects.exclude(filter_spec=SHOWN).select_related("image")
    rendition = sizes.filter(file=path).first()
    if rendition is None:
        raise Http404
    is_public = Visibility(timezone.now()).allows(rendition.image)
    if not is_public and not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    try:
        file = rendition.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    suffix = path.rpartition(".")[2].replace("jpg", "jpeg")
    response = FileResponse(file, content_type=MEDIA_TYPES.get(suffix))
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers["Cache-Control"] = IMMUTABLE if is_public else "private, no-store"
    return response


def document(request: HttpRequest, document_id: str, document_filename: str) -> HttpResponseBase:
    """The file of a document, as Wagtail serves it, with correct HTTP headers.

    Wagtail gives a date precedence over an ETag, and writes headers without a value.
    """
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})
    number = whole_number(document_id)
    if number is None:
        raise Http404
    if "HTTP_IF_NONE_MATCH" in request.META:
        request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
    response = serve(request, number, document_filename)
    for name, nothing in (("Content-Encoding", "None"), ("ETag", '""')):
        if response.headers.get(name) == nothing:
            del response.headers[name]
    return response
