"""The blocks of a body. `BodyBlock` is the whole palette; each block owns its JSON."""

from .body import BodyBlock

__all__ = ["BodyBlock"]
