"""A PostgreSQL as others run theirs: over TLS only, with the certificate of a local authority, for plain users.

The packaged PostgreSQL is built without TLS, so a proxy in front of it speaks PostgreSQL's TLS handshake.
"""

import datetime
import select
import shutil
import socket
import socketserver
import ssl
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import psycopg
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from warehouse import server


@dataclass(frozen=True)
class External:
    """Where it is and who signed for it."""

    port: int
    authority: Path
    stranger: Path
    """Certificate of an authority that did not sign."""
    admin: str
    """Address of its superuser, from within."""

    def url(
        self, user: str, password: str, database: str, host: str = "localhost", authority: Path | None = None
    ) -> str:
        """An address with full verification; the certificate is for localhost and for no number."""
        verified = f"sslmode=verify-full&sslrootcert={authority or self.authority}"
        return f"postgresql://{user}:{password}@{host}:{self.port}/{database}?{verified}"

    def make_database(self, name: str, password: str) -> None:
        """A database and a user of that name who owns it and may do no more."""
        with psycopg.connect(self.admin, autocommit=True) as admin:
            admin.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{password}'")
            admin.execute(f"CREATE DATABASE {name} OWNER {name}")


@contextmanager
def external_server() -> Iterator[External]:
    """Run one for the time of the block."""
    home = Path(tempfile.mkdtemp(prefix="thidua-external-"))
    home.chmod(0o755)
    try:
        authority, key = _certificate("authority")
        stranger, _ = _certificate("stranger")
        issued, issued_key = _certificate("localhost", authority, key)
        (home / "server.pem").write_bytes(_pem(issued_key) + issued.public_bytes(serialization.Encoding.PEM))
        for name, certificate in (("authority", authority), ("stranger", stranger)):
            (home / f"{name}.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        admin = server.start(home)
        with _tls_proxy(server.status(home).port or 0, home / "server.pem") as port:
            yield External(port, home / "authority.crt", home / "stranger.crt", admin)
    finally:
        server.stop(home)
        shutil.rmtree(home)


def _certificate(
    name: str, issuer: x509.Certificate | None = None, issuer_key: ec.EllipticCurvePrivateKey | None = None
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(issuer_key or key, hashes.SHA256())
    )
    return made, key


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


_SSL_REQUEST = struct.pack("!ii", 8, 80877103)
_GSS_REQUEST = struct.pack("!ii", 8, 80877104)


@contextmanager
def _tls_proxy(upstream: int, pem: Path) -> Iterator[int]:
    """Give the port of a proxy that asks for TLS and turns away who will not have it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            while (asked := self.request.recv(8)) == _GSS_REQUEST:
                self.request.sendall(b"N")
            if asked != _SSL_REQUEST:
                return
            self.request.sendall(b"S")
            try:
                client = context.wrap_socket(self.request, server_side=True)
            except (ssl.SSLError, OSError):
                return  # who does not trust the certificate hangs up
            with client, socket.create_connection(("127.0.0.1", upstream)) as behind:
                _pump(client, behind)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as proxy:
        Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield proxy.server_address[1]
        proxy.shutdown()


def _pump(client: ssl.SSLSocket, behind: socket.socket) -> None:
    """Carry bytes both ways until either side ends."""
    client.setblocking(False)
    try:
        while True:
            ready, _, _ = select.select([client, behind], [], [])
            if client in ready and not _carry(client, behind):
                return
            if behind in ready:
                content = behind.recv(1 << 16)
                if not content:
                    return
                client.setblocking(True)
                client.sendall(content)
                client.setblocking(False)
    except OSError:
        return


def _carry(client: ssl.SSLSocket, behind: socket.socket) -> bool:
    """Pass on all that the client has sent; False once it has ended."""
    while True:
        try:
            content = client.recv(1 << 16)
        except ssl.SSLWantReadError:
            return True
        if not content:
            return False
        behind.sendall(content)
