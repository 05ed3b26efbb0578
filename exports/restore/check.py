"""Check that a site can be rebuilt from a bag."""

from pathlib import Path

import bagit

from exports.bag.bag import FORMAT
from exports.database_rows import labels
from exports.restore.refused import BagRefused

NEEDED = (
    "history/log.json",
    "history/entries.ndjson",
    "history/versions.ndjson",
    "content/archive.publicrecord.ndjson",
    "content/wagtailcore.page.ndjson",
)


def check(folder: Path) -> None:
    """Raise `BagRefused` unless `folder` is a valid, complete bag of this format."""
    try:
        bag = bagit.Bag(str(folder))
        _check_info(bag.info)
        bag.info.pop("Payload-Oxum", None)  # the errors of manifests name the file
        bag.validate()
    except bagit.BagValidationError as error:
        details = "; ".join(str(detail) for detail in error.details or ()) or error.message
        raise BagRefused(f"{folder.name}: the bag has changed: {details}") from error
    except (bagit.BagError, OSError, UnicodeDecodeError) as error:
        raise BagRefused(f"{folder.name}: this is not a bag: {error}") from error
    for name in NEEDED:
        if not (folder / "data" / name).is_file():
            raise BagRefused(f"{folder.name}: data/{name} is missing.")
    names = {f"{label.lower()}.ndjson" for label in labels()}
    for path in sorted((folder / "data" / "content").iterdir()):
        if path.name not in names:
            raise BagRefused(f"{folder.name}: data/content/{path.name} is no table of this site.")


def _check_info(info: dict[str, str]) -> None:
    version = info.get("Plenary-Format")
    if version is None:
        raise BagRefused("bag-info.txt: this bag was not made by archive_export.")
    if version != FORMAT:
        raise BagRefused(f"bag-info.txt: its format is {version}, but this site reads {FORMAT}.")
    if info.get("Plenary-Scope") != "everything":
        raise BagRefused("bag-info.txt: this bag holds a part. A site needs a complete bag.")
