"""The embedded server of root: PostgreSQL refuses to run as root, so it runs as a system user who can reach little.

What that user must reach and cannot where it lies, data below root's own home or an installation closed to others, is
kept on a shelf of its own.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

USER = "thidua"
SHELF = Path("/var/lib/thidua-postgres")


class ServerError(Exception):
    """The embedded server cannot do what was asked; the message says what to do."""


def account() -> pwd.struct_passwd | None:
    """Return the system user the server runs as, made if need be; None where it runs as the caller."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(USER)
    except KeyError:
        pass
    made = subprocess.run(  # noqa: S603
        ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", USER],  # noqa: S607
        check=False,
        capture_output=True,
        text=True,
    )
    try:
        return pwd.getpwnam(USER)
    except KeyError:
        raise ServerError(
            f"PostgreSQL does not run as root, and a system user '{USER}' for it could not be made "
            f"({made.stderr.strip()}); run as another user or set THIDUA_DATABASE_URL."
        ) from None


def place_for_data(folder: Path, owner: pwd.struct_passwd | None) -> Path:
    """Return the folder for a new cluster, which the server's user owns and can reach.

    Under a home that others may not enter (root's own, for one) the cluster lies on `SHELF` instead, and `data`
    in the home points to it: the rights of folders that are not ours stay as they are.
    """
    if owner is None:
        return folder
    if _is_open(folder):
        place = folder
    else:
        SHELF.mkdir(mode=0o755, exist_ok=True)
        place = Path(tempfile.mkdtemp(dir=SHELF))
    nest = place / "cluster"
    nest.mkdir(mode=0o700, exist_ok=True)
    os.chown(nest, owner.pw_uid, owner.pw_gid)
    if place != folder:
        place.chmod(0o755)
    return nest


def runnable(installed: Path) -> Path:
    """Return a bundled program that the server's user can run: a copy, if the installation is closed to it."""
    if os.geteuid() != 0 or _is_open(installed):
        return installed
    package = installed.parents[2]
    site, tag = package.parent, f"{package.name}-{installed.stat().st_mtime_ns}"
    copy = SHELF / tag
    if not copy.exists():
        copy.parent.mkdir(mode=0o755, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=copy.parent))
        for part in (f"{package.name}/pginstall/{p}" for p in ("bin", "lib", "share")):
            shutil.copytree(site / part, fresh / part)
        if (site / f"{package.name}.libs").exists():
            shutil.copytree(site / f"{package.name}.libs", fresh / f"{package.name}.libs")
        fresh.chmod(0o755)
        try:
            fresh.rename(copy)
        except OSError:  # another process was faster
            shutil.rmtree(fresh)
    return copy / package.name / "pginstall" / "bin" / installed.name


def _is_open(path: Path) -> bool:
    """Whether everybody may reach a path: enter each folder above it, and enter or run the path itself."""
    real = path.resolve()
    return all(part.stat().st_mode & 0o001 for part in (real, *real.parents))
