"""Serving for real: a process, a port, workers that die, and a stop that waits."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from dashboard.serving import CONNECTIONS, refuse_strangers
from dashboard.settings import ROOT, Settings, SettingsError
from tests.served import get, served, stopped, wait_for, workers_of

# More than one worker takes.
CLIENTS = 3 * CONNECTIONS
ADDRESS = "/exhibits/take-up-by-region.json?year=2016-17"


class Load(threading.Thread):
    """Asks the same thing again and again; notes what was answered and what was lost."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.port = port
        self.answered = 0
        self.lost = 0
        self.bodies: set[tuple[int, bytes]] = set()
        self.going = True

    def run(self) -> None:
        while self.going:
            try:
                self.bodies.add(get(self.port, ADDRESS))
                self.answered += 1
            except (OSError, http.client.HTTPException):
                self.lost += 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_a_killed_worker_loses_nothing_but_what_it_had_taken(settings: Settings) -> None:
    with served(settings, DASHBOARD_WORKERS="2") as (port, process):
        before = workers_of(process)
        assert len(before) == 2
        load = [Load(port) for _ in range(CLIENTS)]
        for one in load:
            one.start()
        wait_for(lambda: all(one.answered > 2 for one in load))
        victim = min(before)
        os.kill(victim, signal.SIGKILL)
        killed_at = [one.answered for one in load]
        wait_for(lambda: len(workers_of(process) - {victim}) == 2)
        wait_for(lambda: all(n.answered > was + 5 for n, was in zip(load, killed_at, strict=True)))
        for one in load:
            one.going = False
        for one in load:
            one.join(60)
        # Each client has one request under way: the killed worker takes at most that with it.
        assert max(one.lost for one in load) <= 1
        assert sum(one.lost for one in load) <= CONNECTIONS
        assert {status for one in load for status, _ in one.bodies} == {200}
        assert len({body for one in load for _, body in one.bodies}) == 1
        written = stopped(process)
        assert process.returncode == 0
        assert "SIGKILL" in written
        assert "Traceback" not in written


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_stop_lets_a_request_be_answered(settings: Settings, workers: str) -> None:
    """A request that is in the server's hands when it is told to stop gets its whole answer."""
    with served(settings, DASHBOARD_WORKERS=workers) as (port, process):
        found: list[tuple[int, bytes]] = []
        path = "/exhibits/indicator-table.xlsx?indicator=waste-recyc"
        whole = get(port, path)
        asked = threading.Thread(target=lambda: found.append(get(port, path)))
        asked.start()
        time.sleep(0.05)
        written = stopped(process)
        asked.join(60)
        assert found
        assert found[0][0] == whole[0] == 200
        assert abs(len(found[0][1]) - len(whole[1])) < 200
        assert process.returncode == 0
        assert "Traceback" not in written


def test_a_request_is_one_line_without_what_was_asked(settings: Settings) -> None:
    with served(settings) as (port, process):
        get(port, "/exhibits/take-up-by-region.json?council=E08000016&region=secret-text")
        get(port, "/council/E08000016?year=2016-17")
        version = (settings.data / "current").read_text().strip()
        written = stopped(process)
    lines = [line for line in written.splitlines() if " GET " in line and "/health" not in line]
    assert len(lines) == 2
    time_, level, method, path, status, took, sent, data = lines[0].split()
    assert (level, method, path, status) == (
        "INFO",
        "GET",
        "/exhibits/take-up-by-region.json",
        "400",
    )
    assert time_.endswith("Z")
    assert took.endswith("ms")
    assert int(sent.removesuffix("B")) > 100
    assert data == version
    for word in ("secret-text", "?", "127.0.0.1 ", "year="):
        assert word not in "\n".join(lines)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "dashboard.example", ""])
def test_strangers_are_not_let_in_without_sign_in(host: str) -> None:
    with pytest.raises(SettingsError, match="DASHBOARD_OPEN=yes"):
        refuse_strangers(Settings(host=host))
    refuse_strangers(Settings(host=host, open=True))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_this_machine_is_let_in(host: str) -> None:
    refuse_strangers(Settings(host=host))


def test_the_command_says_why_it_will_not_serve() -> None:
    environment = {**os.environ, "DASHBOARD_HOST": "0.0.0.0"}
    done = subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"DASHBOARD_SIGN_IN" in done.stderr
    assert b"Traceback" not in done.stderr
