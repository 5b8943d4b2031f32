"""Bodies out of their Content-Encoding, within bounds."""

import zlib
from collections.abc import Iterable, Iterator


class BodyError(Exception):
    """A body that cannot be had whole."""


class TooLongError(BodyError):
    """More bytes than are wanted, before or after decompression."""


def read_body(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """Gather a body, decompressing it as it comes.

    Args:
        chunks: the raw bytes of the wire.
        encoding: the Content-Encoding header; gzip and deflate are known.
        limit: most bytes, on the wire and decompressed.

    Raises:
        TooLongError: the limit is passed; nothing beyond it is kept in memory.
        BodyError: the stream is cut off or corrupt, or its encoding was not asked for.
    """
    names = [name.strip().lower() for name in encoding.split(",") if name.strip().lower() not in ("", "identity")]
    if len(names) > 1 or (names and names[0] not in ("gzip", "x-gzip", "deflate")):
        raise BodyError(f"its Content-Encoding {encoding!r} was not asked for")
    parts = _inflate(chunks, names[0], limit) if names else chunks
    body = bytearray()
    for part in parts:
        body += part
        if len(body) > limit:
            raise TooLongError(f"is longer than {limit:,} bytes")
    return bytes(body)


def _inflate(chunks: Iterable[bytes], name: str, limit: int) -> Iterator[bytes]:
    inflater = None
    received = 0
    for chunk in chunks:
        received += len(chunk)
        if received > limit:
            raise TooLongError(f"is longer than {limit:,} bytes")
        if inflater is None:
            # Servers send "deflate" with and without the zlib header.
            raw = name == "deflate" and (chunk[0] & 0x0F) != 8
            inflater = zlib.decompressobj(31 if name != "deflate" else -15 if raw else 15)
        try:
            yield inflater.decompress(chunk, limit + 1)
            while inflater.unconsumed_tail:
                yield inflater.decompress(inflater.unconsumed_tail, limit + 1)
        except zlib.error as error:
            raise BodyError(f"its {name} data are corrupt: {error}") from error
    if inflater is not None and not inflater.eof:
        raise BodyError(f"its {name} data are cut off")
