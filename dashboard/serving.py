"""Serving: one process by default, several behind one port with DASHBOARD_WORKERS."""

from __future__ import annotations

import gc
import logging
import os
import signal
import subprocess
import sys
from typing import Any, NoReturn

from dashboard.logs import start_logging
from dashboard.settings import ROOT, Settings, SettingsError, is_loopback

THREADS = 4 * (os.cpu_count() or 2)
# Objects more than there were before Python looks for those that only hold each other. By default
# it is 700: that costs a tenth of the start, and 3 ms of a request.
COLLECT_AFTER = 50_000
# A worker that is killed loses what it has taken, so it takes little more than it answers at once.
# The rest waits in the port's queue, in order and for any worker.
CONNECTIONS = THREADS + 8
GRACE_SECONDS = 20

log = logging.getLogger(__name__)


def main() -> int:
    """Serve as the environment says; 2 when a setting is wrong, 1 when there are no data."""
    try:
        settings = Settings.from_environment()
        serve(settings)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except (ValueError, RuntimeError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def serve(settings: Settings) -> None:
    """Serve until stopped, on the address the settings give.

    Raises SettingsError when that address is open to others and nobody would be asked who they
    are, and what `create_app` raises when there are no data.
    """
    refuse_strangers(settings)
    start_logging()
    gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])
    if settings.workers > 1:
        _serve_with_workers(settings)
    else:
        _serve_alone(settings)


def refuse_strangers(settings: Settings) -> None:
    """Raise SettingsError if anybody on the network could read without being asked to sign in."""
    if settings.sign_in.way != "none" or settings.open or is_loopback(settings.host):
        return
    raise SettingsError(
        f"DASHBOARD_HOST={settings.host} lets other machines in, and there is no sign-in. "
        "Set DASHBOARD_SIGN_IN, or DASHBOARD_OPEN=yes if everybody may read."
    )


def _serve_alone(settings: Settings) -> None:
    from waitress.server import create_server

    server = create_server(
        _application(settings),
        host=settings.host,
        port=settings.port,
        threads=THREADS,
        connection_limit=1000,
        # Believed or not in one place: dashboard/forwarding.py.
        clear_untrusted_proxy_headers=False,
        expose_tracebacks=False,
        ident="",
    )
    signal.signal(signal.SIGTERM, _stop)
    _say(settings)
    # Ends by SystemExit or Ctrl+C, when what is under way has been answered.
    server.run()


def _application(settings: Settings) -> Any:
    from dashboard import create_app

    server = create_app(settings).server
    # What is there now stays: to look through it for garbage made one request in 50 wait 0.15 s.
    gc.freeze()
    return server


def _stop(*_: object) -> NoReturn:
    raise SystemExit(0)


def _serve_with_workers(settings: Settings) -> None:
    from gunicorn.app.base import BaseApplication

    # In a process of its own: what DuckDB and Arrow have opened must not be forked.
    built = subprocess.run(
        [sys.executable, "-m", "dashboard", "build"],
        cwd=ROOT,
        env={
            **os.environ,
            "DASHBOARD_DATA": str(settings.data),
            "DASHBOARD_SOURCES": str(settings.sources),
            "DASHBOARD_SEED": str(settings.seed),
        },
        check=False,
    )
    # Without new data each worker serves the last good ones, if there are any.
    if built.returncode and not any(settings.data.glob("*/about.json")):
        raise RuntimeError("The data could not be built.")

    class Served(BaseApplication):
        def load_config(self) -> None:
            for name, value in _gunicorn_settings(settings).items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            # Called in each worker, after the fork.
            return _application(settings)

    _say(settings)
    Served().run()


def _gunicorn_settings(settings: Settings) -> dict[str, Any]:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return {
        "bind": f"{host}:{settings.port}",
        "workers": settings.workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "worker_connections": CONNECTIONS,
        "pre_request": _give_up_if_full,
        "timeout": 60,
        "graceful_timeout": GRACE_SECONDS,
        "preload_app": False,
        "control_socket_disable": True,
        # Forwarded headers are believed or not in one place: dashboard/forwarding.py.
        "forwarded_allow_ips": "",
        "secure_scheme_headers": {},
        "forwarder_headers": "",
        "loglevel": "warning",
        "logger_class": "dashboard.serving_log.ServerLog",
    }


def _give_up_if_full(worker: Any, request: Any) -> None:
    """Have a worker that can take no more close a connection once it is answered.

    Others would wait in the queue for as long as those who have one ask without a pause.
    """
    if worker.nr_conns >= worker.worker_connections:
        request.force_close()


def _say(settings: Settings) -> None:
    several = f" with {settings.workers} workers" if settings.workers > 1 else ""
    log.info("Serving on http://%s:%s%s (stop with Ctrl+C)", settings.host, settings.port, several)
