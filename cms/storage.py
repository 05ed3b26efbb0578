"""Uploads in a bucket of a store that speaks S3."""

from typing import Any
from urllib.parse import urljoin

from botocore.config import Config
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class PrivateBucket(S3Storage):
    """A bucket that this server alone reads and writes.

    Files have the addresses that they have in a folder, `/media/…`, and are handed out by the same
    views: what becomes private is gone at once, and no address of the bucket is ever told.
    """

    def __init__(self, **given: Any) -> None:
        config = Config(
            # Stores of one's own have one host name for all buckets.
            s3={"addressing_style": "path" if given.get("endpoint_url") else "auto"},
            signature_version="s3v4",
            connect_timeout=3,
            read_timeout=20,
            retries={"total_max_attempts": 2},
            # Only Amazon's own store knows the checksums that are the default.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(client_config=config, file_overwrite=False, **given)

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name))
