"""A typed client of Plenary's API. `Plenary` is sync, `AsyncPlenary` the same with `await`."""

from plenary_client.asynchronous import AsyncPlenary
from plenary_client.shared import Answers, Copy, IncompleteCopy, PlenaryError
from plenary_client.synchronous import Plenary

__all__ = ["Answers", "AsyncPlenary", "Copy", "IncompleteCopy", "Plenary", "PlenaryError"]
