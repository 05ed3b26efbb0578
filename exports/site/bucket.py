"""The static site in a bucket with an S3 API. A file there is whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from mimetypes import MimeTypes
from pathlib import Path
from typing import Any, Self

from botocore.exceptions import ClientError
from django.conf import settings

from cms.storage import client
from exports.hashing_writer import CHUNK
from exports.snapshot import CannotExport
from frontend.static import TYPES

from .target import MANIFEST, read

SCHEME = "s3://"
# Files in this folder are named by their content.
FOREVER, LASTING = "_site/", "public, max-age=31536000, immutable"

types = MimeTypes()
types.add_type("image/webp", ".webp")
types.add_type("image/avif", ".avif")


class Bucket:
    """`root` is what the names of all files begin with: "" or "site/"."""

    is_near = False

    def __init__(self, name: str, root: str, options: dict[str, Any]) -> None:
        self.name, self.root = name, root
        self.client = client(**options)

    @classmethod
    def at(cls, address: str) -> Self:
        """The bucket of "s3://name" or "s3://name/folder"."""
        name, _slash, folder = address.removeprefix(SCHEME).strip("/").partition("/")
        if not name:
            raise CannotExport(f"{address} names no bucket. Write s3://name or s3://name/folder.")
        return cls(name, f"{folder}/" if folder else "", settings.S3)

    def __str__(self) -> str:
        return f"{SCHEME}{self.name}/{self.root}"

    def open(self, path: str) -> BufferedIOBase | None:
        try:
            body = self.client.get_object(**self._file(path))["Body"]
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
                raise
            if error.response["Error"]["Code"] == "NoSuchBucket":
                raise CannotExport(f"There is no bucket {self.name}.") from error
            return None
        file = tempfile.TemporaryFile()  # noqa: SIM115  who reads it closes it
        shutil.copyfileobj(body, file, CHUNK)
        file.seek(0)
        return file

    def paths(self) -> Iterator[str]:
        pages = self.client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self.name, Prefix=self.root):
            for item in page.get("Contents", ()):
                yield item["Key"].removeprefix(self.root)

    def place(self, path: str, file: Path) -> None:
        with file.open("rb") as body:
            self.client.put_object(
                **self._file(path), Body=body, ContentType=type_of(path),
                CacheControl=LASTING if path.startswith(FOREVER)
                else f"public, max-age={settings.API_MAX_AGE}",
            )  # fmt: skip
        file.unlink()

    def remove(self, path: str) -> None:
        self.client.delete_object(**self._file(path))

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix="plenary-site-") as folder:
            yield Path(folder)

    def has_site(self) -> bool:
        """Raises Unavailable for a folder that holds something else."""
        if read(self, MANIFEST) is not None:
            return True
        if any(True for _path in self.paths()):
            raise CannotExport(f"{self} holds no site: {MANIFEST} is missing.")
        return False

    def _file(self, path: str) -> dict[str, str]:
        return {"Bucket": self.name, "Key": f"{self.root}{path}"}


def type_of(path: str) -> str:
    if path.startswith(FOREVER):
        return TYPES[Path(path).suffix]
    kind = types.guess_type(path)[0] or "text/plain"
    is_text = kind.startswith("text/") or kind.endswith("javascript")
    return f"{kind}; charset=utf-8" if is_text else kind
