"""Bytes in: discover, fetch politely, land, read and parse a page into an `Article`."""
