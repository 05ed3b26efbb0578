"""Look into a zip file, which many formats are."""

import io
import zipfile

from cms.documents.zips import ZIP_ERRORS

from .saved_file import SavedFile

ZIP = b"PK\x03\x04"


def names_in(file: SavedFile) -> frozenset[str]:
    """The names of the parts. Empty for a file that is no zip, or a damaged one."""
    if not file.data.startswith(ZIP):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as parts:
            return frozenset(parts.namelist())
    except (*ZIP_ERRORS, OSError):
        return frozenset()
