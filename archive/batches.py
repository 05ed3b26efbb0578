"""Long lists of values, cut so that each part fits into one statement of SQL."""

from collections.abc import Iterable, Iterator
from itertools import islice

# Below the number of parameters that any supported database takes in one statement.
BATCH_SIZE = 500


def in_batches(values: Iterable, size: int = BATCH_SIZE) -> Iterator[list]:
    """`values` in lists that fit into one `IN (…)`."""
    remaining = iter(values)
    while batch := list(islice(remaining, size)):
        yield batch
