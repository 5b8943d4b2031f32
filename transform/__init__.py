"""Pure reading: an `Article` in, facts with character offsets out. No I/O beyond the packaged lexicons."""
