"""Publishing into a bucket: S3 and what speaks its language, Google Cloud Storage, Azure Blob Storage, all through obstore.

Credentials, region and endpoint are read from the environment, under the names that each provider's own tools use.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import obstore
from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)
from obstore.store import from_url

from opslag.publishing.store import MAKE_ROOM, Kept, Overtaken, StoreError, Unreached, Upload

if TYPE_CHECKING:
    from obstore import Attributes, PutMode, UpdateVersion
    from obstore.store import ClientConfig, ObjectStore, RetryConfig

SLOWEST = timedelta(minutes=5)
"""The longest that one request may take: a large picture over a slow line."""
ENDPOINTS = ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT", "AZURE_STORAGE_ENDPOINT")
FINAL = (501, 505, 507, 508)
"""Answers of the 5xx kind that another try does not change."""

_STATUS = re.compile(r"status code: (\d{3})")
_CODE = re.compile(r"<Code>(\w+)</Code>|\"(?:code|reason)\": ?\"(\w+)\"")
_FULL = re.compile("quota|storagefull|insufficient|disk ?full|no space", re.IGNORECASE)
_MISSING = re.compile("NoSuchBucket|ContainerNotFound|specified bucket does not exist", re.IGNORECASE)


class Bucket:
    """One bucket, or the part of it below a path."""

    keeps_headers = True
    batch = 1
    workers = 16

    def __init__(self, address: str) -> None:
        """``address``: ``s3://bucket/path``, ``gs://bucket``, ``az://container``."""
        self._address = address
        for name in ENDPOINTS:
            if os.environ.get(name) == "":  # a secret that a workflow names and nobody has set
                del os.environ[name]
        client: ClientConfig = {"timeout": SLOWEST, "connect_timeout": timedelta(seconds=15)}
        if any(os.environ.get(name, "").startswith("http://") for name in ENDPOINTS):
            client["allow_http"] = True
        # obstore's own tries are left out: they know nothing of each other, and hurry a store that is busy.
        retries: RetryConfig = {"max_retries": 0}
        try:
            self._store: ObjectStore = from_url(address, client_options=client, retry_config=retries)
        except (BaseError, ValueError) as error:
            raise StoreError(f"{address}: {_first_line(error)}; {_REMEDIES['credentials']}") from None

    def read(self, path: str) -> Kept | None:
        with self._told():
            try:
                found = obstore.get(self._store, path)
                data = bytes(found.bytes())
            except FileNotFoundError as error:
                if _MISSING.search(str(error)):
                    raise
                return None
            return Kept(data, _version(found.meta["e_tag"], found.meta["version"]))

    def replace(self, path: str, data: bytes, version: str | None) -> str:
        mode: PutMode = "create" if version is None else cast("UpdateVersion", json.loads(version))
        headers: Attributes = {"Content-Type": "application/json", "Cache-Control": "no-store"}
        try:
            with self._told():
                made = obstore.put(self._store, path, data, attributes=headers, mode=mode, use_multipart=False)
        except Overtaken:
            ours = self.read(path)  # an earlier try may have arrived, and its answer been lost
            if ours and ours.data == data:
                return ours.version
            raise
        return _version(made["e_tag"], made["version"])

    def put(self, uploads: Sequence[Upload]) -> None:
        with self._told():
            for upload in uploads:
                headers = cast("Attributes", dict(upload.headers))
                obstore.put(self._store, upload.path, upload.data, attributes=headers, use_multipart=False)

    def delete(self, paths: Sequence[str]) -> None:
        with self._told():
            try:
                obstore.delete(self._store, paths)
            except FileNotFoundError:  # some stores mind; then each by itself
                for path in paths:
                    with suppress(FileNotFoundError):
                        obstore.delete(self._store, path)

    def tidy(self) -> None:
        """Nothing is left behind in a bucket: an object that was not received whole is not there."""

    def close(self) -> None:
        """Nothing has to be closed: connections end with the process."""

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (AlreadyExistsError, PreconditionError) as error:
            raise Overtaken(_first_line(error)) from None
        except (BaseError, OSError) as error:
            raise self._meant(error) from None

    def _meant(self, error: Exception) -> StoreError:
        """What went wrong, for the person who can mend it. obstore gives the store's own answer as text."""
        said = str(error)
        found = _STATUS.search(said)
        status = int(found[1]) if found else 0
        named = _CODE.search(said)
        answer = f"the store answers {status}{f' {named[1] or named[2]}' if named else ''}" if status else _first_line(error)
        if _MISSING.search(said):
            return StoreError(f"{self._address}: there is no such bucket; make it first, or mend its name or the region")
        if status == 507 or (status in (400, 403, 413) and _FULL.search(said)):
            return StoreError(f"{self._address}: the store is full ({answer}); {MAKE_ROOM}")
        if isinstance(error, PermissionDeniedError | UnauthenticatedError) or status in (400, 401, 403):
            return StoreError(f"{self._address}: {answer}; {_REMEDIES['credentials']}")
        if status == 501:
            return StoreError(f"{self._address}: {answer}; it cannot write on a condition, which two publishers at once need")
        if status in FINAL or 400 <= status < 429 or 429 < status < 500:
            return StoreError(f"{self._address}: {answer}")
        return Unreached(f"{self._address}: {answer}; {_REMEDIES['network']}")


_REMEDIES = {
    "credentials": "give credentials in the environment that may read, write and delete there (feeds/operating.md)",
    "network": "publish again once the network or the store is back: it goes on where it stopped",
}


def _version(e_tag: str | None, version: str | None) -> str:
    """Stores name a version by one of the two, or by both."""
    return json.dumps({name: value for name, value in (("e_tag", e_tag), ("version", version)) if value is not None})


def _first_line(error: Exception) -> str:
    """obstore says its innermost cause at the end of its first lines, and below them the same as Rust writes it."""
    said = str(error).partition("\n\nDebug source:")[0]
    return " ".join(said.split())[:300]
