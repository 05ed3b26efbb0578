"""Identities that are the same in every installation of the demo archive."""

import uuid

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "demo.plenary.invalid")


def uid(kind: str, name: str) -> uuid.UUID:
    """The identity of the `name` among records of one `kind`, or among blocks of text."""
    return uuid.uuid5(NAMESPACE, f"{kind}/{name}")


def block(name: str, block_type: str, value: object) -> dict[str, object]:
    """A block of a body as a StreamField keeps it; `name` tells it from all others."""
    return {"id": str(uid("block", name)), "type": block_type, "value": value}
