"""The demo archive, for every test of this folder that asks for it."""

from tests.demo_archive import demo

__all__ = ["demo"]
