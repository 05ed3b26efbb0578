"""Image renditions and the files of documents. Original images are never served.

The file of an earlier version stays at its address for as long as its record is public and the log
shows that version.
"""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from wagtail.documents.views.serve import serve

from api.rendering.images import MEDIA_TYPES
from api.rendering.signed_media import DRAFT, is_signed
from archive.addresses import file_url, media_url
from archive.models import Entry
from archive.visibility import Visibility
from cms.models import CustomDocument, CustomRendition
from cms.models.image import UNCUT, key_of_file
from cms.text.numbers import whole_number

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}
IMMUTABLE = "public, max-age=31536000, immutable"
PRIVATE = "private, no-store"


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A size of a public picture; of any picture for an editor, and in a preview."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})
    sizes = CustomRendition.objects.exclude(filter_spec=UNCUT).select_related("image")
    rendition = sizes.filter(file=path).first()
    if rendition is None:
        raise Http404
    image = rendition.image
    is_public = Visibility(timezone.now()).allows(image) and (
        rendition.focal_point_key.startswith(key_of_file(image.sha256))
        or was_published(image, media_url(rendition.url))
    )
    signature = request.GET.get(DRAFT, "")
    if not is_public and not (sees_drafts(request) or is_signed(path, signature)):
        raise Http404
    try:
        file = rendition.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    suffix = path.rpartition(".")[2].replace("jpg", "jpeg")
    response = FileResponse(file, content_type=MEDIA_TYPES.get(suffix))
    response.headers["Cache-Control"] = IMMUTABLE if is_public else PRIVATE
    return with_headers(response)


def document(request: HttpRequest, document_id: str, document_filename: str) -> HttpResponseBase:
    """The file of a document, as Wagtail serves it, with correct HTTP headers.

    Wagtail gives a date precedence over an ETag, and writes headers without a value.
    """
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})
    number = whole_number(document_id)
    record = CustomDocument.objects.filter(pk=number).first() if number else None
    if record is None:
        raise Http404
    if record.filename != document_filename:
        return earlier_file(request, record, document_filename)
    if "HTTP_IF_NONE_MATCH" in request.META:
        request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
    response = serve(request, record.pk, document_filename)
    for name, nothing in (("Content-Encoding", "None"), ("ETag", '""')):
        if response.headers.get(name) == nothing:
            del response.headers[name]
    return response


def earlier_file(request: HttpRequest, record: CustomDocument, filename: str) -> HttpResponseBase:
    """The file of an earlier version, or of a draft for who may see drafts."""
    version = next(record.versions_with(filename), None)
    if version is None:
        raise Http404
    is_public = Visibility(timezone.now()).allows(record) and was_published(
        record,
        f'"{file_url(version)}"',  # whole: “a.txt” is no part of “a.txt.txt”
    )
    if not is_public and not sees_drafts(request):
        raise Http404
    try:
        file = version.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=version.content_type)
    response.headers["Content-Disposition"] = version.content_disposition
    response.headers["Cache-Control"] = "no-cache" if is_public else PRIVATE
    return with_headers(response)


def with_headers(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def sees_drafts(request: HttpRequest) -> bool:
    return request.user.has_perm("wagtailadmin.access_admin")


def was_published(record: Any, text: str) -> bool:
    """Whether the log holds a version of `record` with `text`, such as the address of a file."""
    published = Entry.objects.filter(uid=record.uid, body__isnull=False, damaged_at=None)
    needle = text.encode()
    return any(needle in entry.stored for entry in published.newest_first().iterator(10))
