"""HTTPS: a host that proves itself is read, one that does not is never asked anything."""

import datetime
import ipaddress
import ssl
from pathlib import Path

import misbehaving
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from misbehaving import article, page

from extract.fetch import Fetcher
from extract.outcome import Outcome
from extract.sources import Rate
from flows.settings import load_settings
from flows.sources import fetcher

TODAY = datetime.datetime.now(datetime.UTC)
DAY = datetime.timedelta(days=1)


class Authority:
    """A certificate authority of this test's own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "thidua test authority")])
        certificate = self._signed(self._name, self._key.public_key(), TODAY + DAY, is_authority=True)
        self.file = folder / "authority.pem"
        self.file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def context(self, address: str = "127.0.0.1", until: datetime.datetime = TODAY + DAY) -> ssl.SSLContext:
        """For a server, with a certificate for an address that is good until then."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
        certificate = self._signed(name, key.public_key(), until, address=address)
        file = self._folder / "server.pem"
        plain = serialization.NoEncryption()
        form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain
        file.write_bytes(key.private_bytes(*form) + certificate.public_bytes(serialization.Encoding.PEM))
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(file)
        return made

    def _signed(
        self,
        name: x509.Name,
        key: ec.EllipticCurvePublicKey,
        until: datetime.datetime,
        *,
        address: str | None = None,
        is_authority: bool = False,
    ) -> x509.Certificate:
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(TODAY - 9 * DAY)
            .not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        )
        if address:
            names = [x509.IPAddress(ipaddress.ip_address(address))]
            made = made.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return made.sign(self._key, hashes.SHA256())


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def ask(tls: ssl.SSLContext, authorities: Path | None) -> tuple[Outcome, str, int]:
    with misbehaving.running(tls) as site:
        url = site.serve("/a-1.html", page(article()))
        trusted = str(authorities) if authorities else None
        way_out = Fetcher(contact="x", loopback=True, tries=3, backoff=0.01, authorities=trusted)
        answer = way_out.get(url, Rate(delay=0))
        return answer.outcome, answer.message, len(site.requests)


def test_a_host_whose_certificate_is_good_is_read(authority: Authority) -> None:
    assert ask(authority.context(), authority.file) == (Outcome.FETCHED, "answered 200", 2)


def test_a_certificate_that_nobody_vouches_for_is_refused_by_name(authority: Authority) -> None:
    outcome, message, requests = ask(authority.context(), None)
    assert (outcome, requests) == (Outcome.CERTIFICATE, 0)
    assert "certificate verify failed" in message


def test_a_certificate_that_has_run_out_is_refused(authority: Authority) -> None:
    outcome, message, requests = ask(authority.context(until=TODAY - DAY), authority.file)
    assert (outcome, requests) == (Outcome.CERTIFICATE, 0)
    assert "expired" in message


def test_a_certificate_for_another_host_is_refused(authority: Authority) -> None:
    outcome, message, requests = ask(authority.context("127.0.0.2"), authority.file)
    assert (outcome, requests) == (Outcome.CERTIFICATE, 0)
    assert "not valid for '127.0.0.1'" in message


def test_a_redirect_from_a_good_host_to_a_bad_one_is_refused(authority: Authority) -> None:
    with misbehaving.running(authority.context("127.0.0.2")) as bad, misbehaving.running() as good:
        url = good.serve("/a-1.html", misbehaving.redirect(bad.serve("/a-1.html", page(article()))))
        way_out = Fetcher(contact="x", loopback=True, tries=1, authorities=str(authority.file))
        assert way_out.get(url, Rate(delay=0)).outcome is Outcome.CERTIFICATE
    assert bad.requests == []


def test_the_authorities_to_trust_may_be_named_in_the_environment(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority.file))
    assert load_settings().authorities == str(authority.file)
    fetcher.cache_clear()
    try:
        with misbehaving.running(authority.context()) as site:
            url = site.serve("/a-1.html", page(article()))
            assert fetcher("x", True).get(url, Rate(delay=0)).ok
    finally:
        fetcher.cache_clear()
