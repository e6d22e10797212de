"""The dashboard as people run it: a process and a port, asked over HTTP."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard.settings import ROOT, Settings


class Server(subprocess.Popen[bytes]):
    """`python app.py`. All it writes is read at once, or a full pipe would hold it up."""

    def __init__(self, environment: dict[str, str]) -> None:
        super().__init__(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.written: list[bytes] = []
        self.reader = threading.Thread(
            target=lambda: self.written.extend(self.stdout or ()), daemon=True
        )
        self.reader.start()


@contextmanager
def served(settings: Settings, **more: str) -> Iterator[tuple[int, Server]]:
    """A dashboard as `python app.py` serves it, and the port it is on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if "DASHBOARD" not in name}
    environment |= {"DASHBOARD_PORT": str(port), "DASHBOARD_DATA": str(settings.data), **more}
    process = Server(environment)
    try:
        for _ in range(900):
            if process.poll() is not None or answers(port):
                break
            time.sleep(0.1)
        yield port, process
    finally:
        process.kill()
        process.wait()


def answers(port: int) -> bool:
    try:
        return get(port, "/health")[0] == 200
    except OSError:
        return False


def get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def workers_of(process: subprocess.Popen[bytes]) -> set[int]:
    """The numbers of a process's children."""
    return {
        int(text) for text in Path(f"/proc/{process.pid}/task/{process.pid}/children")
        .read_text().split()
    }  # fmt: skip


def stopped(process: Server) -> str:
    """Ask a server to stop, and return all it wrote."""
    process.send_signal(signal.SIGTERM)
    process.wait(60)
    process.reader.join(60)
    return b"".join(process.written).decode()


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something holds; fail when it does not in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
