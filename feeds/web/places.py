"""Where each of gunicorn's workers counts. Gunicorn's own process loads this, so it loads no application."""

from itertools import count


class Places:
    """Numbers for workers, known by their age; a new worker gets that of one that is gone.

    It counts on from there, so that there are never more files than there were workers at one time.
    """

    def __init__(self) -> None:
        self._places: dict[int, int] = {}

    def take(self, worker: int) -> int:
        """Give a worker the lowest number that nobody has."""
        taken = set(self._places.values())
        self._places[worker] = next(place for place in count() if place not in taken)
        return self._places[worker]

    def of(self, worker: int) -> int:
        """Tell the number of a worker."""
        return self._places[worker]

    def leave(self, worker: int) -> int:
        """Take the number of a worker that is gone, and tell which it was."""
        return self._places.pop(worker)


PLACES = Places()
"""Those of this gunicorn, which reads its configuration anew for every reload, but not this."""
