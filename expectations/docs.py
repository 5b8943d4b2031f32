"""Data Docs that need no internet: one site a check, sharing one copy of the styles and scripts.

Great Expectations builds pages that load both from six hosts on the web. Each page is rewritten after it is built.
"""

import html
import re
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

from great_expectations.data_context.store.validation_results_store import ValidationResultsStore
from great_expectations.render.view.view import DefaultJinjaIndexPageView, DefaultJinjaPageView
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

KEPT: Final = 60
"""Sites that stay, the newest; a site is about a megabyte."""

SITE: Final = "gate"
FIRST_PAGE: Final = "index.html"
_ASSETS = "assets"
_LOADED = re.compile(
    r"<(?:link|script)\b[^>]*?(?:href|src)=\"https?://[^\"]*?([\w.-]+)(?:\?[^\"]*)?\"[^>]*>(?:</script>)?"
)
_ICON = re.compile(r"<link[^>]*favicon[^>]*>")
_FOOTER = re.compile(r"<footer>.*?</footer>", re.DOTALL)
"""It lies over the last rows, to sell a newsletter."""
_NO_ICON = '<link rel="icon" href="data:,">'
"""Without it browsers ask the server for one that it does not have."""
_IMAGE = re.compile(r"https://great-expectations-web-assets[\w.-]*/[\w./-]*\.png(?:\?d=\w+\.?\w*)?")


class _Compiled(BytecodeCache):
    """Templates that are compiled once a process: each part of each site has its own environment, and would again."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED: Final = _Compiled()


class PageView(DefaultJinjaPageView):
    """A page of the site, of templates that are compiled once."""

    def __init__(self) -> None:
        super().__init__()
        self.env.bytecode_cache = _COMPILED


class IndexPageView(DefaultJinjaIndexPageView):
    """The first page of the site, of templates that are compiled once."""

    def __init__(self) -> None:
        super().__init__()
        self.env.bytecode_cache = _COMPILED


def site_config(folder: Path) -> dict[str, Any]:
    """Return the configuration of a site that is built into `folder`."""
    page, index = ({"module_name": __name__, "class_name": view.__name__} for view in (PageView, IndexPageView))
    return {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder", "view": index},
        "site_section_builders": {"expectations": {"view": page}, "validations": {"view": page}},
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)},
    }


def escape_results(store: ValidationResultsStore) -> None:
    """Escape every value in the kept results of a check, for Data Docs do not: web pages speak in them."""
    for key in store.list_keys():
        kept: Any = store.get(key)
        for outcome in kept.results:
            outcome.result = _escaped(outcome.result)
        store.set(key, kept)


def _escaped(value: Any) -> Any:  # noqa: ANN401
    match value:
        case str():
            return html.escape(value, quote=False)
        case Mapping():
            return {name: _escaped(part) for name, part in value.items()}
        case list() | tuple():
            return [_escaped(part) for part in value]
    return value


def finish(root: Path, name: str) -> None:
    """Make a site that was just built complete in itself, list it, and let the oldest go.

    Args:
        root: folder of all sites.
        name: of the site, its folder in `root`.
    """
    site = root / name
    assets = root / _ASSETS
    if not assets.exists():
        _lay_out(assets, site / "static" / "images" / "logo-long.png")
    shutil.rmtree(site / "static")
    for page in site.rglob("*.html"):
        up = "../" * (len(page.relative_to(root).parts) - 1) + _ASSETS
        page.write_text(_local(page.read_text(encoding="utf-8"), up, assets), encoding="utf-8")
    _list_sites(root)


def _lay_out(assets: Path, logo: Path) -> None:
    """Put the shared styles and scripts in place all at once: a run killed on the way must not leave half of them."""
    with tempfile.TemporaryDirectory(prefix=".assets-", dir=assets.parent) as beside:
        fresh = Path(beside) / assets.name
        with as_file(files("expectations") / "data_docs_assets") as packaged:
            shutil.copytree(packaged, fresh)
        shutil.copy(logo, fresh)
        try:
            fresh.rename(assets)
        except OSError:
            # Another run was first with the same files.
            if not assets.exists():
                raise


def _local(page: str, up: str, assets: Path) -> str:
    def moved(tag: re.Match[str]) -> str:
        name = tag[1] if ".min." in tag[1] else re.sub(r"\.(css|js)$", r".min.\1", tag[1])
        if (assets / "css" / name).exists():
            return f'<link rel="stylesheet" href="{up}/css/{name}">'
        if (assets / name).exists():
            return f'<script src="{up}/{name}"></script>'
        return ""  # charts and a dark theme, which our pages do not use

    page = _FOOTER.sub("", _ICON.sub(_NO_ICON, _LOADED.sub(moved, page)))
    page = page.replace("(prefers-color-scheme: dark)", "not all")  # half of a dark theme is worse than none
    return _IMAGE.sub(f"{up}/logo-long.png", page)


def drop_sites(root: Path, before: datetime) -> int:
    """Delete the sites that were built before a moment, but for the newest of all; return how many."""
    old = [site for site in _sites(root)[1:] if site.stat().st_mtime < before.timestamp()]
    for site in old:
        shutil.rmtree(site)
    if old:
        _list_sites(root)
    return len(old)


def _sites(root: Path) -> list[Path]:
    """The sites in a folder, the newest first."""
    sites = [path for path in root.glob("*") if (path / "index.html").exists()]
    return sorted(sites, key=lambda path: path.stat().st_mtime, reverse=True)


def _list_sites(root: Path) -> None:
    sites = _sites(root)
    for old in sites[KEPT:]:
        shutil.rmtree(old)
    names = [html.escape(site.name) for site in sites[:KEPT]]
    entries = "\n".join(f'<li><a href="{name}/index.html">{name}</a></li>' for name in names)
    (root / "index.html").write_text(
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{_NO_ICON}<title>Data Docs</title>'
        f'<link rel="stylesheet" href="{_ASSETS}/css/bootstrap.min.css"></head>\n'
        f'<body class="container p-4"><h1>Data Docs, newest first</h1>\n<ul>\n{entries}\n</ul></body></html>\n',
        encoding="utf-8",
    )
