"""Whether the embedded server is alive: its pid file held against the processes and ports there are."""

import socket
import struct
from pathlib import Path
from typing import Literal

HOST = "127.0.0.1"
ANSWER_SECONDS = 5.0


def postmaster(folder: Path) -> tuple[Literal["stopped", "starting", "running"], int | None]:
    """Read the server's pid file and hold it against the processes and ports there are."""
    try:
        lines = (folder / "data" / "postmaster.pid").read_text().splitlines()
        pid = int(lines[0])
    except (FileNotFoundError, IndexError, ValueError):
        return "stopped", None
    if not _is_postgres(pid):
        return "stopped", pid
    if len(lines) < 8 or lines[7].strip() != "ready":
        return "starting", pid
    return ("running" if _answers(int(lines[3])) else "stopped"), pid


def clear_stale_pid(folder: Path, pid: int | None) -> None:
    """Remove the pid file of a server that is gone: its number may be a zombie's by now, or anybody's.

    PostgreSQL still refuses to start while children of the old server hold its shared memory, which it finds by the
    data folder, so removing the file cannot let two servers write to one cluster.
    """
    if pid is not None and not _is_postgres(pid):
        (folder / "data" / "postmaster.pid").unlink(missing_ok=True)


def _answers(port: int) -> bool:
    """Whether a PostgreSQL behind a port replies to the question for TLS; a killed one cannot, for all its pid file."""
    with socket.socket() as probe:
        probe.settimeout(ANSWER_SECONDS)
        try:
            probe.connect((HOST, port))
            probe.sendall(struct.pack("!ii", 8, 80877103))
            return probe.recv(1) in (b"S", b"N")
        except TimeoutError:
            return True  # alive, but very busy
        except OSError:
            return False


def _is_postgres(pid: int) -> bool:
    import psutil  # type: ignore[import-untyped]  # costs 30 ms, wanted only where a pid file lies

    try:
        process = psutil.Process(pid)
        return bool(process.status() != psutil.STATUS_ZOMBIE and process.name().startswith("postgres"))
    except psutil.NoSuchProcess:
        return False
