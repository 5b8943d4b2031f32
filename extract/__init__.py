"""Bytes in: discover, fetch politely, land, read and parse a page into an `Article`.

The way of a source through it:

- `sources.packaged_sources()` gives the profiles (`sources.load_sources(folder)` those of another folder);
- `collect.collect(source, fetch.Fetcher(contact=…), landing.Landing(root), states=…, known=…, now=…)` discovers,
  fetches and lands what is new, and says what came of every feed and page; the states it returns are to be kept with
  the pages;
- `collect.collect_pages(addresses, …)` fetches single pages somebody asks for;
- `saved.find(paths)` and `archive.read_archive(part)` find saved documents instead of the first two steps;
- `parse.parse(payload, source_uri, …)` reads an `Article`, or raises an `errors.PageError` with its reason code.

Nothing here touches the database: states go in and come out as records.
"""
