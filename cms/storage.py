"""Store uploads in a bucket with an S3 API."""

from typing import Any
from urllib.parse import urljoin

import boto3
from botocore.config import Config
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from cms.folder import PortableNames


def client_config(endpoint_url: str | None) -> Config:
    return Config(
        # A self-hosted store has one host name for all buckets.
        s3={"addressing_style": "path" if endpoint_url else "auto"},
        signature_version="s3v4",
        connect_timeout=3,
        read_timeout=20,
        retries={"total_max_attempts": 2},
        # Only Amazon's store supports the default checksums.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


def client(
    endpoint_url: str | None = None,
    region_name: str | None = None,
    access_key: str | None = None,
    secret_key: str | None = None,
) -> Any:
    """A client of the store that the settings name, for any bucket there."""
    return boto3.client(
        "s3",
        endpoint_url=endpoint_url,
        region_name=region_name,
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        config=client_config(endpoint_url),
    )


class PrivateBucket(PortableNames, S3Storage):
    """A bucket that only this server reads and writes.

    Files have the same URLs as in a folder, `/media/…`, and the same views serve them. So a file
    that becomes private is gone at once, and no answer holds a URL of the bucket.
    """

    def __init__(self, **options: Any) -> None:
        config = client_config(options.get("endpoint_url"))
        super().__init__(client_config=config, file_overwrite=False, **options)

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name or ""))
