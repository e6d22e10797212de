"""What is written down: one line a request, and what went wrong, without anybody's data.

A line has the time, the method, the path without its query, the status, milliseconds, bytes and
the version of the data. Neither who asked nor what for is in it.
"""

from __future__ import annotations

import logging
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import Any

LINE = "%(asctime)s %(levelname)s %(message)s"
LONGEST_PATH = 200
REQUESTS = "dashboard.requests"

log = logging.getLogger(REQUESTS)


class _Utc(logging.Formatter):
    """Times as `2026-11-22T09:12:00.123Z`."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        """A line and, if something went wrong, where. Another handler's words are not reused."""
        record.exc_text = None
        text = super().format(record)
        record.exc_text = None
        return text

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """Where it happened and of what kind it is; messages can quote what a reader wrote."""
        return without_values(ei[1])


def start_logging() -> None:
    """Write everything to standard output, a line each."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_Utc(LINE))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    # waitress warns of a full queue at every request, Flask of what is logged here already.
    logging.getLogger("waitress").setLevel(logging.ERROR)


def without_values(error: BaseException | None) -> str:
    """The traceback of an error and of what it came from, with kinds but no messages."""
    parts: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        kind = f"{type(error).__module__}.{type(error).__qualname__}"
        parts.append("".join(traceback.format_tb(error.__traceback__)) + kind)
        error = error.__cause__ or error.__context__
    return "\nwhich came of\n".join(parts)


class RequestLog:
    """A WSGI application that writes a line for each request to another."""

    def __init__(self, inner: Callable[..., Iterable[bytes]], version: Callable[[], str]) -> None:
        """`version` gives the version of the data in use."""
        self._inner = inner
        self._version = version

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer a request; the line is written when the answer has been sent."""
        line = _Line(environ, self._version)

        def start(status: str, *rest: Any) -> Any:
            line.status = status[:3]
            return start_response(status, *rest)

        try:
            body = self._inner(environ, start)
        except BaseException:
            line.write()
            raise
        return _Counted(body, line)


class _Line:
    def __init__(self, environ: dict[str, Any], version: Callable[[], str]) -> None:
        self._environ = environ
        self._version = version
        self._started = time.perf_counter()
        self.status = "500"
        self.sent = 0

    def write(self) -> None:
        took = 1000 * (time.perf_counter() - self._started)
        log.info(
            "%s %s %s %.1fms %dB %s",
            _plain(self._environ.get("REQUEST_METHOD", ""), 10),
            _plain(_path(self._environ), LONGEST_PATH),
            self.status,
            took,
            self.sent,
            self._version(),
        )


class _Counted:
    """A body that counts its bytes. Both servers call `close` when all is sent."""

    def __init__(self, body: Iterable[bytes], line: _Line) -> None:
        self._body = body
        self._line = line

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._body:
            self._line.sent += len(piece)
            yield piece

    def close(self) -> None:
        try:
            if close := getattr(self._body, "close", None):
                close()
        finally:
            self._line.write()


def _path(environ: dict[str, Any]) -> str:
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    # The name of an upload is a secret of whoever made it.
    head, load, _ = path.partition("/load/")
    return f"{head}/load/…" if load else path


def _plain(text: str, longest: int) -> str:
    """Text without anything that could look like another line or another field."""
    text = text.encode("latin-1", "replace").decode("utf-8", "replace")[:longest]
    return "".join(one if one.isprintable() and not one.isspace() else "?" for one in text)
