"""`thidua sources`: the profiles of publishers, tried on their live sites."""

from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Profiles of publishers: list them, try them, draft a new one.")


_SHOWN = 300
"""Characters of the beginning and of the end of a drafted profile's text that are shown."""


@app.command("list")
def list_profiles(
    as_json: Annotated[bool, typer.Option("--json", help="For a script.")] = False,
) -> None:
    """List the profiles, and how each finds new articles.

    Example: thidua sources list
    """
    from extract.sources import packaged_sources
    from flows.show import print_json, print_table

    if as_json:
        print_json(source.model_dump(mode="json") for _, source in sorted(packaged_sources().items()))
        return
    rows = []
    for name, source in sorted(packaged_sources().items()):
        found = source.discovery
        ways = {"feeds": len(found.feeds), "sitemaps": len(found.sitemaps), "listings": len(found.listings)}
        discovery = ", ".join(f"{count} {way}" for way, count in ways.items() if count)
        enabled = "nightly" if source.enabled else "only by name"
        rows.append((name, source.title, enabled, discovery, ", ".join(source.verified)))
    print_table(["source", "publisher", "asked", "discovery", "verified"], rows)


@app.command()
def check(
    names: Annotated[list[str] | None, typer.Argument(help="Of sources; all enabled ones if none is given.")] = None,
    site: Annotated[str | None, typer.Option(help="Address of a copy of the site to ask instead.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a script.")] = False,
) -> None:
    """Fetch from the live sites and say which feeds and selectors work. Exit code 1 if something is broken.

    Example: thidua sources check laodong.vn
    """
    from dataclasses import asdict
    from datetime import UTC, datetime

    from extract.check import check_source
    from flows.settings import load_settings
    from flows.show import print_json, print_table
    from flows.sources import enabled, fetcher

    contact = load_settings().contact
    profiles = [source.served_at(site) if site else source for source in enabled(names)]
    found = [
        row for source in profiles for row in check_source(source, fetcher(contact, source.loopback), datetime.now(UTC))
    ]
    if as_json:
        print_json(map(asdict, found))
    else:
        print_table(
            ["source", "part", "subject", "outcome", "detail"],
            [(row.source, row.part, row.subject, row.outcome, row.detail) for row in found],
        )
    raise typer.Exit(1 if any(row.outcome == "broken" for row in found) else 0)


@app.command()
def new(url: Annotated[str, typer.Argument(help="Address of one article of the new publisher.")]) -> None:
    """Draft a profile from one article and show what it reads; save the YAML in extract/sources/ and look it over.

    Example: thidua sources new https://example.org/an-article-123.html > extract/sources/example.yml
    """
    from extract.check import draft_source
    from extract.sources import is_this_machine
    from flows.settings import load_settings
    from flows.sources import fetcher

    drafted = draft_source(url, fetcher(load_settings().contact, is_this_machine(url)))
    typer.echo(drafted.text)
    for name in ("title", "author", "published_at"):
        typer.echo(f"{name:13} {getattr(drafted.article, name) or 'not found'}", err=True)
    for caption in drafted.article.captions:
        typer.echo(f"{'caption':13} {caption}", err=True)
    text = drafted.article.text
    typer.echo(f"{'text':13} {text if len(text) < _SHOWN else f'{text[:_SHOWN]} … {text[-_SHOWN:]}'}", err=True)
