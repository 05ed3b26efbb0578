"""Whether a folder is a bag that a site can be rebuilt from."""

from pathlib import Path

import bagit

from exports.bag.bag import FORMAT
from exports.database_rows import EXPORTED_MODELS
from exports.restore.refused import Refused

NEEDED = (
    "history/log.json",
    "history/entries.ndjson",
    "history/versions.ndjson",
    "content/archive.publicrecord.ndjson",
    "content/wagtailcore.page.ndjson",
)


def check(folder: Path) -> None:
    """Raise `Refused` for what is no bag, not whole, not ours, of a part, or of another version."""
    try:
        bag = bagit.Bag(str(folder))
        _check_info(bag.info)
        bag.info.pop("Payload-Oxum", None)  # the manifests say the same, and name the file
        bag.validate()
    except bagit.BagValidationError as error:
        details = "; ".join(str(each) for each in error.details or ()) or error.message
        raise Refused(f"{folder.name}: the bag is not as it was made: {details}") from error
    except (bagit.BagError, OSError, UnicodeDecodeError) as error:
        raise Refused(f"{folder.name}: this is no bag: {error}") from error
    for name in NEEDED:
        if not (folder / "data" / name).is_file():
            raise Refused(f"{folder.name}: data/{name} is missing.")
    known = {f"{label.lower()}.ndjson" for label in EXPORTED_MODELS}
    for path in sorted((folder / "data" / "content").iterdir()):
        if path.name not in known:
            raise Refused(f"{folder.name}: data/content/{path.name} is no table of this site.")


def _check_info(info: dict[str, str]) -> None:
    version = info.get("Plenary-Format")
    if version is None:
        raise Refused("bag-info.txt: this bag was not made by archive_export.")
    if version != FORMAT:
        raise Refused(f"bag-info.txt: its format is {version}, and this site reads {FORMAT}.")
    if info.get("Plenary-Scope") != "everything":
        raise Refused("bag-info.txt: this bag holds a part, and no site can be rebuilt from it.")
