"""The demo archive, for every test of this folder that asks for it."""

from tests.demo_archive import built_demo, demo

__all__ = ["built_demo", "demo"]
