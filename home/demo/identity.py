"""Ids that are the same in every installation of the demo archive."""

import uuid

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "demo.plenary.invalid")


def uid(kind: str, name: str) -> uuid.UUID:
    """The id of a record of `kind` with this `name`, or of a block."""
    return uuid.uuid5(NAMESPACE, f"{kind}/{name}")


def block(name: str, block_type: str, value: object) -> dict[str, object]:
    """A block of a body as a StreamField stores it. `name` is unique."""
    return {"id": str(uid("block", name)), "type": block_type, "value": value}
