"""Read many files on two processors."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

from importer.extract import Proposal, read

from .folder import Refusal, read_or_refuse
from .saved_file import SavedFile

PROCESSES = 2
MOST_WAITING = 8  # files that are in memory
File = SavedFile | Refusal
Result = tuple[File, Proposal | Refusal]


def read_in_turn(files: Iterable[File]) -> Iterator[Result]:
    """Each file with what it states, once for each event in it."""
    return ((file, result) for file in files for result in read_or_refuse(file))


def read_in_parallel(files: Iterable[File]) -> Iterator[Result]:
    """The same in the same order. Only for a process without threads: it forks."""
    # So that patterns and lists of words are there before the fork, and not in each process anew.
    read("Lakes\n\nModerator: Anna Berg, Ministry of Health, Lyon\n\nPartners: Lake Trust, Annecy")
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
        waiting: deque[tuple[File, Future[list[Proposal | Refusal]]]] = deque()
        for file in files:
            waiting.append((file, pool.submit(_read, file)))
            if len(waiting) == MOST_WAITING:
                yield from _results(*waiting.popleft())
        for file, future in waiting:
            yield from _results(file, future)


def _read(file: File) -> list[Proposal | Refusal]:
    return list(read_or_refuse(file))


def _results(file: File, future: Future[list[Proposal | Refusal]]) -> Iterator[Result]:
    return ((file, result) for result in future.result())
