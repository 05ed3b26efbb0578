"""Long lists of values, cut so that each part fits into one statement of SQL."""

from collections.abc import Iterator

# Below the number of parameters that any supported database takes in one statement.
BATCH_SIZE = 500


def in_batches(values: list) -> Iterator[list]:
    """`values` in lists that fit into one `IN (…)`."""
    for start in range(0, len(values), BATCH_SIZE):
        yield values[start : start + BATCH_SIZE]
