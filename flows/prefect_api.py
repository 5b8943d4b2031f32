"""Prefect's API for the time of one run, where no server runs.

Prefect would start one by itself, but imports the whole server into the run for it and only then begins to wait.
Started here, apart and before anything else, it is ready by the time the run has imported what it needs.
"""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.settings import environment_of_server, prefect_server, reporting_to

STOP_SECONDS = 10
KEEP_ALIVE_SECONDS = 30
"""Prefect's client uses connections again that were idle for up to 25 seconds; one that is gone costs it a retry."""


class PrefectApiError(Exception):
    """The server of the run ended before its time; the message says where its log is."""


@contextmanager
def prefect_api(folder: Path) -> Iterator[None]:
    """Have the runs inside the block report to the server that `PREFECT_API_URL` names, else to one of their own.

    Args:
        folder: where a server of its own writes its log.

    Raises:
        PrefectApiError: the server ended inside the block.
    """
    if prefect_server():
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    # Not the log of `thidua serve`, which may go on beside this run.
    log = folder / "run-server.log"
    # It listens before the server is up, so that whoever asks early waits instead of being refused.
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener, log.open("w") as output:
        port, descriptor = listener.getsockname()[1], listener.fileno()
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "flows.prefect_api", str(descriptor)],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            pass_fds=[descriptor],
            # Ctrl+C reaches the whole process group; the run still has its last states to report.
            start_new_session=True,
            env=environment_of_server(),
        )
    try:
        with reporting_to(f"http://127.0.0.1:{port}/api"):
            yield
    except Exception as error:
        if process.poll() is not None:
            raise PrefectApiError(f"Prefect's server ended ({process.returncode}); its log: {log}") from error
        raise
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def serve(descriptor: int) -> None:
    """Serve Prefect's API on a listening socket until standard input ends, which it does however the parent ends."""
    import uvicorn
    from prefect.server.api.server import create_app

    app = create_app(ephemeral=True, final=True)
    config = uvicorn.Config(app, log_level="error", lifespan="on", timeout_keep_alive=KEEP_ALIVE_SECONDS)
    server = uvicorn.Server(config)

    def end_with_parent() -> None:
        sys.stdin.buffer.read()
        server.should_exit = True

    threading.Thread(target=end_with_parent, daemon=True).start()
    server.run(sockets=[socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    serve(int(sys.argv[1]))
