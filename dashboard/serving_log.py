"""What gunicorn says, in the one log, without addresses of clients or of pages."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger


class ServerLog(Logger):
    """Workers that died and errors, written as everything else is."""

    def setup(self, cfg: Any) -> None:
        """Take gunicorn's own handlers away, so that the one of the whole program writes."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Leave out what tells who sent a request that could not be read."""
        if not str(msg).startswith("Invalid request"):
            super().warning(msg, *args, **kwargs)

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Say that it went wrong; gunicorn's own words have the whole address in them."""
        super().exception("An error in a worker")
