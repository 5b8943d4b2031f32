"""Canonical addresses, so that one article is one article whatever link led to it."""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from extract.sources import Source

_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|zarsrc|_ga|_gl|mc_[ce]id|igshid|yclid|ref|ref_src|refer|referrer|source|src|"
    r"cmpid|campaign|spm|share|shared|amp|from|mibextid|gidzl|zalo\w*|_x_tr_\w+|vnn_\w+|at_\w+|s_cid|ncid|ito)",
    re.IGNORECASE,
)
_PRINT = re.compile(r"print=.*|tmpl=component|(?:view|layout|format|mode)=print", re.IGNORECASE)
"""Parameters by which the usual content systems show an article's print view."""
_PORTS = {"http": 80, "https": 443}
_SITE_PREFIX = re.compile(r"^(?:www|m|mobile|amp|wap)\.(?=[^.]+\.[^.]+)", re.IGNORECASE)


def canonical_address(address: str | None, source: Source | None = None, base: str | None = None) -> str | None:
    """Fold the ways of writing an article's address into one.

    Tracking and print parameters and fragments go, the host is in lower case without its mobile prefix, mirrors become
    the source's own host, http and https are one there, default ports and doubled slashes go.

    Args:
        address: as found; may be relative if `base` is given.
        source: the profile it belongs to, for its mirrors.
        base: address of the page on which it was found.

    Returns:
        The canonical address, or None where it is none of the web's.
    """
    if not address:
        return None
    try:
        parts = urlsplit(urljoin(base or "", address.strip()))
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    host = parts.hostname.rstrip(".").lower()
    if source is not None and source.owns(host) and host not in source.hosts:
        host, port = source.hosts[0], None
    elif source is None:
        host = _SITE_PREFIX.sub(lambda found: "www." if found[0].lower() == "www." else "", host)
    scheme = parts.scheme
    if port == _PORTS[scheme]:
        port = None
    if source is not None and host == source.hosts[0]:
        scheme = source.scheme or scheme
    if port:
        host = f"{host}:{port}"
    path = re.sub(r"/{2,}", "/", parts.path) or "/"
    path = quote(unquote(path), safe="/-._~!$&'()*+,;=:@")
    query = urlencode(
        [
            (key, value)
            for key, value in parse_qsl(parts.query, keep_blank_values=True)
            if not _TRACKING.fullmatch(key) and not _PRINT.fullmatch(f"{key}={value}")
        ]
    )
    return urlunsplit((scheme, host, path, query, ""))
