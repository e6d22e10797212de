"""Show how far a build has got: a bar on a terminal, plain lines anywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


class Progress:
    """Stages of a build, shown on stderr. `seconds` keeps how long each took.

    `told`, when given, is told instead: what is being done, and the share that is done.
    """

    def __init__(
        self,
        stages: int,
        *,
        quiet: bool = False,
        told: Callable[[str, float], None] | None = None,
    ) -> None:
        self.seconds: dict[str, float] = {}
        self._stages, self._told = stages, told
        quiet = quiet or told is not None
        self._quiet = quiet
        terminal = sys.stderr.isatty() and not quiet
        self._bar = tqdm(
            total=stages, disable=not terminal, unit="stage", leave=False, file=sys.stderr
        )

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time one stage and show that it has begun."""
        self._bar.set_description(name)
        if self._bar.disable and not self._quiet:
            print(f"Building data: {name.lower()}", file=sys.stderr, flush=True)
        if self._told is not None:
            self._told(name, len(self.seconds) / self._stages)
        began = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - began
        self._bar.update()

    def close(self) -> None:
        """Clear the bar from the terminal."""
        self._bar.close()
