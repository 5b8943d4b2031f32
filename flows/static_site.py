"""A folder served over HTTP on this machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HOST = "127.0.0.1"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal belongs to the run."""


@contextmanager
def static_site(folder: Path, port: int) -> Iterator[str]:
    """Serve a folder on loopback, on any free port if `port` is 0, and give its address."""
    site = ThreadingHTTPServer((HOST, port), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{site.server_address[1]}"
    finally:
        site.shutdown()
        thread.join()
        site.server_close()
