"""A store that speaks S3: SeaweedFS, a server of its own for the tests."""

import json
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from tests.serving import free_port

KEYS = {"access_key": "plenary", "secret_key": "a-secret-of-tests"}
PARTS = ("master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port",
         "filer.port.grpc", "s3.port", "s3.port.grpc")  # fmt: skip


class Store:
    """The server. `stop` and `start` keep what is in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ports = {name: free_port() for name in PARTS}
        self.url = f"http://127.0.0.1:{self.ports['s3.port']}"
        login = {"accessKey": KEYS["access_key"], "secretKey": KEYS["secret_key"]}
        who = {"name": "plenary", "credentials": [login], "actions": ["Admin"]}
        (folder / "s3.json").write_text(json.dumps({"identities": [who]}))

    def start(self) -> None:
        self.process = subprocess.Popen(
            [
                Path(sys.executable).with_name("weed"), "server", "-filer", "-s3",
                f"-dir={self.folder}", f"-s3.config={self.folder}/s3.json",
                "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3.port.iceberg=0", "-s3.port.lance=0",
                "-master.volumeSizeLimitMB=64", "-volume.max=1000", "-master.telemetry=false",
                *(f"-{name}={port}" for name, port in self.ports.items()),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + 30
        while True:
            try:
                self.make_bucket()
                return
            except (BotoCoreError, ClientError):
                assert time.monotonic() < until
                time.sleep(0.2)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    def make_bucket(self) -> str:
        """A new bucket, which nobody else may read."""
        name = f"media-{uuid.uuid4().hex[:12]}"
        client = boto3.client(
            "s3", endpoint_url=self.url, region_name="eu-west-1",
            aws_access_key_id=KEYS["access_key"], aws_secret_access_key=KEYS["secret_key"],
        )  # fmt: skip
        client.create_bucket(Bucket=name)
        return name

    def options(self, bucket: str) -> dict[str, Any]:
        return {"bucket_name": bucket, "endpoint_url": self.url, "region_name": "eu-west-1", **KEYS}

    def environment(self, bucket: str) -> dict[str, str]:
        """The same, for a process of its own."""
        given = {"bucket": bucket, "endpoint": self.url, "region": "eu-west-1", **KEYS}
        return {f"S3_{name.upper()}": value for name, value in given.items()}


@contextmanager
def s3_store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory(prefix="plenary-test-s3-") as folder:
        store = Store(Path(folder))
        try:
            store.start()
            yield store
        finally:
            store.stop()
