"""A web server on loopback that misbehaves in every way a test asks for."""

import gzip
import socket
import ssl
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from extract.fetch import Fetcher

BOMB = gzip.compress(b"\0" * 60_000_000)
Behaviour = Callable[["Handler"], None]

PARAGRAPH = (
    "Sáng 25/7, Liên đoàn Lao động quận trao Giấy khen cho 52 cá nhân có sáng kiến, sáng tạo tiêu biểu trong phong "
    "trào thi đua “Lao động giỏi”, đồng thời phát động đợt thi đua cao điểm đến hết năm. "
)


def article(title: str = "Trao Giấy khen cho 52 cá nhân có sáng kiến") -> bytes:
    """A small article page."""
    body = "".join(f"<p>{PARAGRAPH}Đoạn {number}.</p>" for number in range(4))
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div>{body}</div></body></html>".encode()


class Handler(BaseHTTPRequestHandler):
    """Answers by the behaviour that the site gives its path."""

    protocol_version = "HTTP/1.1"
    server: "Site"

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        self.server.asked[path] += 1
        self.server.requests.append((path, dict(self.headers)))
        self.server.behaviours.get(path, missing)(self)

    def log_message(self, format: str, *args: object) -> None:
        return

    def answer(self, status: int, body: bytes = b"", kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        """Send a whole, well-formed answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def reset(self) -> None:
        """Break the connection with a TCP reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()


class Site(ThreadingHTTPServer):
    """The server: behaviours by path, and what was asked of it."""

    daemon_threads = True
    scheme = "http"
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviours: dict[str, Behaviour] = {}
        self.asked: Counter[str] = Counter()
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.stopping = threading.Event()

    @property
    def base(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}"

    def url(self, path: str) -> str:
        return self.base + path

    def serve(self, path: str, behaviour: Behaviour) -> str:
        """Give a path its behaviour and return its address."""
        self.behaviours[path] = behaviour
        return self.url(path)

    def handle_error(self, request: object, client_address: object) -> None:
        return  # a client that hangs up on a misbehaving server is what is tested


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    site = Site()
    if tls:
        site.socket = tls.wrap_socket(site.socket, server_side=True)
        site.scheme = "https"
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.stopping.set()
        site.shutdown()
        site.server_close()


@contextmanager
def hurried(fetcher: Fetcher) -> Iterator[None]:
    """Leave a fetcher next to no time, for sites that never come to an end.

    On a busy machine one that works is too slow for it, too: robots files are to be fetched before.
    """
    patience = fetcher._timeouts, fetcher._total
    fetcher._timeouts, fetcher._total = (fetcher._timeouts[0], 0.3), 0.4
    try:
        yield
    finally:
        fetcher._timeouts, fetcher._total = patience


def missing(handler: Handler) -> None:
    handler.answer(404, b"not here")


def page(body: bytes, status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str) -> Behaviour:
    return lambda handler: handler.answer(status, body, kind, **headers)


def redirect(target: str, status: int = 302) -> Behaviour:
    return lambda handler: handler.answer(status, b"", Location=target)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """One behaviour after the other; the last one stays."""
    left = list(behaviours)

    def behave(handler: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return behave


def slow_headers(handler: Handler) -> None:
    """A header byte now and then, never an end."""
    handler.close_connection = True
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.server.stopping.wait(0.1):
        handler.wfile.write(b"a")
        handler.wfile.flush()


def slow_body(handler: Handler) -> None:
    """A body byte now and then, within any read timeout, never an end."""
    handler.close_connection = True
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
    while not handler.server.stopping.wait(0.1):
        handler.wfile.write(b"a")
        handler.wfile.flush()


def silent(handler: Handler) -> None:
    """No answer at all."""
    handler.close_connection = True
    handler.server.stopping.wait()


def endless_body(handler: Handler) -> None:
    handler.close_connection = True
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not handler.server.stopping.is_set():
        handler.wfile.write(b"<p>" + b"a" * 65536)


def too_short(handler: Handler) -> None:
    """Fewer bytes than declared."""
    handler.close_connection = True
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<html>half")


def too_long(handler: Handler) -> None:
    """More bytes than declared, on a connection that is kept."""
    body = article("Bài dài hơn khai báo")
    handler.answer(200, body)
    handler.wfile.write(b"<p>" + b"a" * 5000)


def gzipped(body: bytes, keep: int | None = None) -> Behaviour:
    """A gzip body, cut off after `keep` bytes but well framed."""
    packed = gzip.compress(body)[:keep]
    return lambda handler: handler.answer(200, packed, Content_Encoding="gzip")


def gzip_bomb(handler: Handler) -> None:
    """60 MB of zeros in some 60 kB."""
    handler.answer(200, BOMB, Content_Encoding="gzip")


def reset(handler: Handler) -> None:
    handler.reset()
