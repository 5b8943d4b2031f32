"""Addresses from outside never reach inside: the check stands where connections are made, after DNS, on every hop."""

import ipaddress
import socket
import threading
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NameResolutionError
from urllib3.util.connection import create_connection

_NEVER = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments
        "::/96",  # carries an IPv4 address: compatible, long given up
        "::ffff:0:0:0/96",  # carries one: translated
        "64:ff9b:1::/48",  # carries one: translated within a private network
        "fec0::/10",  # site-local, the private addresses of old
    )
)
"""Networks that are refused whatever `ipaddress` takes them for, which differs between versions of Python."""


class RefusedAddressError(Exception):
    """A host that resolves to an address which a page of the web has no business to lead to."""


class CertificateError(Exception):
    """A host that cannot prove by its certificate that it is the one asked for."""


def check_address(host: str, address: str, *, loopback: bool) -> None:
    """Refuse an IP address that is not public.

    Loopback, private, link-local (cloud metadata), shared, reserved, multicast and unspecified addresses are refused,
    also where an IPv6 address carries an IPv4 one.

    Args:
        host: the name that led to it, for the message.
        address: as `getaddrinfo` gives it.
        loopback: whether this machine itself may be asked, as the demo and tests do.

    Raises:
        RefusedAddressError: the address is refused.
    """
    number = ipaddress.ip_address(address.split("%")[0])
    if isinstance(number, ipaddress.IPv6Address):
        if number in ipaddress.ip_network("64:ff9b::/96"):
            number = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        else:
            number = number.ipv4_mapped or number.sixtofour or number
    if loopback and number.is_loopback:
        return
    if not number.is_global or number.is_multicast or any(number in network for network in _NEVER):
        raise RefusedAddressError(f"{host} leads to {number}, which is not on the public internet")


class Line:
    """The sockets one session has opened, so that a deadline can cut them."""

    def __init__(self, *, loopback: bool) -> None:
        self.loopback = loopback
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()

    def connect(self, host: str, port: int, connection: HTTPConnection) -> socket.socket:
        """Resolve a host, check each address, and connect to the first that answers."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            raise NameResolutionError(host, connection, socket.gaierror(str(error))) from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for address in addresses:
            check_address(host, address, loopback=self.loopback)
        failure: OSError = OSError(f"no address for {host}")
        for address in addresses:
            try:
                opened = create_connection(
                    (address, port), connection.timeout, socket_options=connection.socket_options
                )
            except OSError as error:
                failure = error
                continue
            with self._lock:
                self._sockets = [*self._sockets[-3:], opened]
            return opened
        raise failure

    def cut(self) -> None:
        """Break every connection that is open, from another thread."""
        with self._lock:
            for opened in self._sockets:
                try:
                    opened.shutdown(socket.SHUT_RDWR)
                except OSError:  # it was closed already, which is what is wanted
                    continue
            self._sockets.clear()


class GuardedAdapter(HTTPAdapter):
    """A transport of requests whose connections all go through a `Line`."""

    def __init__(self, line: Line) -> None:
        self._line = line
        super().__init__(max_retries=0, pool_connections=2, pool_maxsize=1)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **pool: Any) -> None:  # noqa: ANN401
        """Build the pools with connections that ask the line."""
        line = self._line

        class Plain(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return line.connect(self._dns_host, self.port, self)

        class Secure(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return line.connect(self._dns_host, self.port, self)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **pool)
        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
