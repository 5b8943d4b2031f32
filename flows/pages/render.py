"""Templates filled in: one self-contained page, in which everything from the web is escaped."""

from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from flows.pages.words import Words

_ENVIRONMENT = Environment(
    loader=PackageLoader("flows.pages", "."),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters["number"] = lambda value, words: words.number(value)


def render(template: str, words: Words, **values: object) -> str:
    """Return a page.

    Args:
        template: name of a template beside this module.
        words: of the language that the page speaks.
        values: what the template shows.
    """
    return _ENVIRONMENT.get_template(template).render(
        words=words, say=words.say, style=style, web=web_address, **values
    )


def style(*names: str) -> Markup:
    """Return style sheets that lie beside this module, to stand in the page."""
    return Markup("\n").join(Markup((files("flows.pages") / name).read_text(encoding="utf-8")) for name in names)  # noqa: S704


def web_address(address: str | None) -> str | None:
    """Return an address that a page may link to: what a web page names as its own could also run a script."""
    return address if address and urlsplit(address).scheme in ("http", "https") else None
