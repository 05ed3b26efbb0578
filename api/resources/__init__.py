"""One file for each kind of record says all that the API knows of it.

A class with a `position` is registered by being here.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from archive.registry import Registry, Resource


def register_all(registry: Registry) -> None:
    """Fill the registry, in the order in which the API lists its resources."""
    for declared in sorted(_declared(), key=lambda resource: resource.position):
        registry.register(declared())


def _declared() -> Iterator:
    for module in iter_modules(__path__, f"{__name__}."):
        for value in vars(import_module(module.name)).values():
            if (
                isinstance(value, type)
                and issubclass(value, Resource)
                and "position" in vars(value)
            ):
                yield value
