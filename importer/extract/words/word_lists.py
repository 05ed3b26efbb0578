"""Long lists of words, from files beside this module."""

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def words_in(name: str) -> frozenset[str]:
    """The words of the file `name`, in small letters: "cities", "first_names" or "not_in_names"."""
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").casefold().splitlines()
    entries = [line for line in lines if not line.startswith("#")]
    return frozenset(entries if name == "cities" else " ".join(entries).split())
