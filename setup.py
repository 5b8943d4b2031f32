"""With THIDUA_COMPILE set the reader of facts is compiled by mypyc, module by module; all else is in pyproject.toml.

Its value is how hard the C compiler is to try, from 0 to 3.
"""

import os
from pathlib import Path
from typing import Any

from setuptools import setup

_AS_THEY_ARE = {"__init__.py", "facts.py"}
"""Facts are dataclasses for whoever takes them up, and stay so."""


def compiled() -> dict[str, Any]:
    """What `setup` is to know of the extension modules; needs a C compiler and Python's headers."""
    try:
        from mypyc.build import mypycify
    except ImportError:  # asked for what the build needs, before it is there
        pins = Path("requirements-dev.txt").read_text("utf-8").splitlines()
        return {"setup_requires": [pin.replace("==", "[mypyc]==") for pin in pins if pin.startswith("mypy==")]}
    modules = sorted(str(path) for path in Path("transform").glob("*.py") if path.name not in _AS_THEY_ARE)
    built = mypycify(
        ["--cache-dir=build/mypy", *modules], opt_level=os.environ["THIDUA_COMPILE"], debug_level="0", separate=True
    )
    return {"ext_modules": built, "options": {"build_ext": {"parallel": os.cpu_count()}}}


setup(**(compiled() if os.environ.get("THIDUA_COMPILE") else {}))
