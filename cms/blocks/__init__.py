"""The blocks of a body. `BodyBlock` has all of them. Each block defines its JSON."""

from .body import BodyBlock

__all__ = ["BodyBlock"]
