"""The settings of Wagtail."""

import zoneinfo

from django.utils.functional import SimpleLazyObject

WAGTAIL_SITE_NAME = "Plenary"
# No browser knows “Factory” and “localtime”, which some machines have. Only the account page reads
# the list, so it is lazy.
WAGTAIL_USER_TIME_ZONES = SimpleLazyObject(
    lambda: sorted(zoneinfo.available_timezones() - {"Factory", "localtime"})
)
WAGTAIL_I18N_ENABLED = True
WAGTAIL_AUTO_UPDATE_PREVIEW_INTERVAL = 100  # milliseconds after the last key
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILIMAGES_IMAGE_MODEL = "cms.CustomImage"
WAGTAILIMAGES_EXTENSIONS = [
    "apng", "avif", "bmp", "gif", "heic", "heif", "jpg", "jpeg", "png", "tif", "tiff", "webp",
]  # fmt: skip
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.admin.files.forms.ImageUploadForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_MODEL = "cms.CustomDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.admin.files.forms.DocumentUploadForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = [
    "csv", "docx", "epub", "json", "md", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx", "zip",
]  # fmt: skip
# Fixed here and not read from the machine, so that documents are the same everywhere.
WAGTAILDOCS_CONTENT_TYPES = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "json": "application/json",
    "md": "text/markdown",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
# "public" is the search of readers. Plenary makes the stems, so the database must not stem again.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "cms.search_backend"},
    "public": {
        "BACKEND": "archive.search.backend",
        "AUTO_UPDATE": False,
        "SEARCH_CONFIG": "simple",
    },
}
