"""What a person sees: a night that ran by itself in Prefect's UI, Data Docs, the digest and the evidence pages.

`THIDUA_SCREENSHOTS=folder pytest tests/browser` keeps the pictures, to be looked at.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from commands import environment_of, until
from playwright.sync_api import Browser, Page, expect, sync_playwright
from service import Service

from flows.demo import sample_site
from warehouse import server

pytestmark = pytest.mark.slow

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WIDTHS = {"desktop": 1280, "phone": 375}
SCHEMES = {"desktop": "light", "phone": "dark"}


@dataclass
class Seen:
    """A page, with what it asked of other machines and what it complained of."""

    page: Page
    left: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda message: self._said(message.type, message.text, message.location["url"]))

    def _asked(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "file:", "data:", "blob:")):
            self.left.append(url)

    def _said(self, kind: str, words: str, url: str) -> None:
        # Prefect's own UI asks for icons that its package does not have.
        if kind == "error" and not url.endswith(("/favicon.ico", "/undefined.svg")):
            self.complaints.append(f"{words} {url}")

    def shoot(self, name: str, *, full_page: bool = True) -> None:
        folder = os.environ.get("THIDUA_SCREENSHOTS")
        if folder:
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=full_page)

    def assert_quiet(self) -> None:
        assert self.left == []
        assert self.complaints == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium is on this machine; .ci/run installs Debian's")
    expect.set_options(timeout=60_000)
    with sync_playwright() as driver:
        # No name is looked up: what a page would ask of the web fails instead of leaving the machine.
        running = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        )
        yield running
        running.close()


@pytest.fixture
def look(browser: Browser) -> Iterator[Any]:
    """Open an address as a person does, at a width."""
    contexts = []

    def open_page(address: str, width: str = "desktop") -> Seen:
        context = browser.new_context(
            viewport={"width": WIDTHS[width], "height": 900},
            color_scheme=SCHEMES[width],
            has_touch=width == "phone",
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        seen = Seen(context.new_page())
        seen.page.goto(address)
        return seen

    yield open_page
    for context in contexts:
        context.close()


@dataclass(frozen=True)
class Night:
    """A night that ran by itself, and the pages made of it."""

    service: Service
    flow_run: Any
    digest: Path
    evidence: Path

    @property
    def ui(self) -> str:
        return f"http://127.0.0.1:{self.service.port}"

    @property
    def docs(self) -> str:
        return f"http://127.0.0.1:{self.service.docs_port}"


@pytest.fixture(scope="module")
def night(browser: Browser) -> Iterator[Night]:
    del browser  # first: without one there is nothing to serve for
    home = Path(tempfile.mkdtemp(prefix="thidua-browser-"))
    home.chmod(0o755)
    service = Service(home)
    try:
        with sample_site() as site:
            flow_run = scheduled(service, site)
        command = ("report", "-o", f"{home}/digest.html", "--evidence")
        subprocess.run([sys.executable, "-m", "flows.cli", *command], env=environment_of(home), check=True)
        longest = max((home / "digest-evidence").iterdir(), key=lambda page: page.stat().st_size)
        yield Night(service, flow_run, home / "digest.html", longest)
    finally:
        service.stop()
        server.stop(home)
        shutil.rmtree(home)


def scheduled(service: Service, site: str) -> Any:
    """Have the nightly schedule fire soon, and wait for the run."""
    from prefect.client.schemas.actions import DeploymentScheduleUpdate, DeploymentUpdate
    from prefect.client.schemas.schedules import IntervalSchedule

    with service.client() as client:
        nightly = client.read_deployment_by_name("nightly/nightly")
        soon = IntervalSchedule(interval=timedelta(seconds=15))
        client.update_deployment(
            nightly.id,
            DeploymentUpdate(
                schedules=[DeploymentScheduleUpdate(schedule=soon, active=True)],
                parameters={"sources": ["demo"], "site": site},
            ),
        )

        def begun() -> Any:
            runs = [run for run in client.read_flow_runs() if run.deployment_id == nightly.id]
            return next((run for run in runs if run.state_name not in ("Scheduled", "Late")), None)

        fired = until(begun)
        (schedule,) = client.read_deployment(nightly.id).schedules
        client.update_deployment_schedule(nightly.id, schedule.id, active=False)
        run = until(lambda: (run := client.read_flow_run(fired.id)).state.is_final() and run)
    assert run.state_name == "Completed", run.state.message
    assert run.auto_scheduled
    return run


def test_the_ui_shows_the_night_that_ran_by_itself_with_its_artifacts(night: Night, look: Any) -> None:
    seen = look(night.ui)
    expect(seen.page).to_have_url(f"{night.ui}/dashboard")  # the version that asks nobody outside
    seen.page.goto(f"{night.ui}/runs/flow-run/{night.flow_run.id}")
    expect(seen.page.get_by_text("nightly demo").first).to_be_visible()
    expect(seen.page.get_by_text("Completed").first).to_be_visible()
    expect(seen.page.get_by_text("publish load 1").first).to_be_visible()
    seen.shoot("prefect-run")
    seen.page.get_by_text("Artifacts", exact=True).first.click()
    for key in ("load-summary", "quality", "funnel", "facts-by-kind", "notable-facts"):
        expect(seen.page.get_by_text(key, exact=True).first).to_be_visible()
    seen.shoot("prefect-artifacts")
    seen.assert_quiet()

    # From the notable facts to the sentence: over a link of the artifact to the page beside the Data Docs.
    seen.page.goto(f"{night.ui}/artifacts/key/notable-facts")
    seen.page.locator("a[href^='/artifacts/artifact/']").first.click()
    link = seen.page.locator(f"a[href^='{night.docs}/evidence/']").first
    expect(link).to_be_visible()
    seen.shoot("prefect-notable")
    there = look(str(link.get_attribute("href")))
    expect(there.page.locator("article mark").first).to_be_visible()
    there.assert_quiet()


@pytest.mark.parametrize("width", WIDTHS)
def test_data_docs_are_whole_without_the_internet(night: Night, look: Any, width: str) -> None:
    seen = look(night.docs, width)
    seen.page.get_by_role("link", name="load-1").click()
    row = seen.page.locator("tbody tr[data-href^='validations/staging/document/']")
    expect(row).to_be_visible()
    assert seen.page.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse") == "collapse"
    seen.shoot(f"data-docs-{width}")
    row.locator("td").nth(1).click()  # bootstrap-table and our copy of jQuery lead to the result
    expect(seen.page.get_by_text("Data asset: staging.document").first).to_be_visible()
    expect(seen.page.locator("i.fa-check-circle").first).to_be_visible()
    seen.page.evaluate("document.fonts.ready")
    assert seen.page.evaluate("document.fonts.check('900 16px \\'Font Awesome 6 Free\\'')")
    seen.shoot(f"data-docs-result-{width}")
    seen.assert_quiet()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_digest_fits_and_leads_to_its_sentences(night: Night, look: Any, width: str) -> None:
    seen = look(night.digest.as_uri(), width)
    fits(seen.page)
    readable(seen.page)
    expect(seen.page.locator("svg[role=img]")).to_have_count(6)
    for chart in seen.page.locator("svg[role=img]").all():
        words = chart.locator("text").first.evaluate("text => text.getBoundingClientRect().height")
        assert words >= 9, "words of a chart are too small to read"
    for summary in seen.page.locator("summary").all():
        summary.click()
    expect(seen.page.locator("table").first).to_be_visible()
    fits(seen.page)
    seen.shoot(f"digest-{width}")
    link = seen.page.locator("ol.notable .from a").first
    anchor = str(link.get_attribute("href")).partition("#")[2]
    link.click()
    expect(seen.page.locator(f"[id='{anchor}']")).to_be_in_viewport()
    seen.assert_quiet()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_fact_shows_its_fields_where_it_is_pointed_at_or_tapped(night: Night, look: Any, width: str) -> None:
    seen = look(night.evidence.as_uri(), width)
    fits(seen.page)
    readable(seen.page)
    mark = seen.page.locator("article mark").filter(has=seen.page.locator(".number")).first
    card = mark.locator(".card")
    expect(card).not_to_be_visible()
    mark.scroll_into_view_if_needed()
    box = mark.evaluate(
        "mark => { const b = mark.getClientRects()[0]; return [b.x + b.width - 5, b.y + b.height / 2] }"
    )
    (seen.page.touchscreen.tap if width == "phone" else seen.page.mouse.move)(*box)
    expect(card).to_be_visible()
    inside = card.bounding_box()
    assert inside
    assert inside["x"] >= 0
    assert inside["x"] + inside["width"] <= WIDTHS[width]
    seen.shoot(f"evidence-{width}", full_page=False)

    # Without a pointer: the number holds the focus, and leads to the list and back.
    number = mark.locator(".number").first
    number.focus()
    expect(card).to_be_visible()
    seen.page.keyboard.press("Enter")
    entry = seen.page.locator("li.fact:target")
    expect(entry).to_be_in_viewport()
    entry.locator("a.back").click()
    expect(number).to_be_in_viewport()
    seen.assert_quiet()


def test_pages_print_whole(night: Night, look: Any, tmp_path: Path) -> None:
    folder = Path(os.environ.get("THIDUA_SCREENSHOTS", tmp_path))
    for name, page in (("digest", night.digest), ("evidence", night.evidence)):
        seen = look(page.as_uri())
        seen.page.emulate_media(media="print")
        shown = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert shown == "rgb(255, 255, 255)"
        seen.page.pdf(path=folder / f"{name}.pdf", format="A4", prefer_css_page_size=True)
        assert (folder / f"{name}.pdf").stat().st_size > 20_000
        expect(seen.page.locator(".card, summary").first).not_to_be_visible()
        seen.assert_quiet()


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def readable(page: Page) -> None:
    """Hold the contrast of every word against 4.5 to 1 (WCAG 1.4.3)."""
    poor = page.evaluate(
        """() => {
            const parts = colour => colour.match(/[\\d.]+/g).map(Number);
            const light = ([r, g, b]) => {
                const linear = v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
                const [x, y, z] = [r, g, b].map(v => linear(v / 255));
                return .2126 * x + .7152 * y + .0722 * z;
            };
            const behind = element => {
                for (let e = element; e; e = e.parentElement) {
                    const [r, g, b, a = 1] = parts(getComputedStyle(e).backgroundColor);
                    if (a === 1) return [r, g, b];
                }
                return [255, 255, 255];
            };
            const poor = [];
            const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (words.nextNode()) {
                const element = words.currentNode.parentElement;
                if (!words.currentNode.data.trim() || element.closest("style, title, desc")) continue;
                const style = getComputedStyle(element);
                const colour = element.closest("svg") ? style.fill : style.color;
                const [a, b] = [light(parts(colour)), light(behind(element))].sort((x, y) => y - x);
                if ((a + .05) / (b + .05) < 4.5) poor.push(words.currentNode.data.trim().slice(0, 40));
            }
            return poor;
        }"""
    )
    assert poor == []
