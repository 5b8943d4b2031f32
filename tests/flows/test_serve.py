"""`thidua serve`: Prefect, its deployments and the Data Docs; schedules fire, runs do not overlap, deaths are seen."""

import datetime
import json
import os
import re
import signal
import socket
import socketserver
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from commands import PAGES, PATIENCE, SITE, Command, until
from service import Service

from flows.demo import sample_site
from flows.deploying import missed_night
from flows.static_site import static_site

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
ENDED = ("Completed", "Failed", "Crashed", "Cancelled")


@contextmanager
def stuck_site() -> Iterator[tuple[str, threading.Event]]:
    """A site that takes requests and comes to no end of its answers; its address, and whether it was asked."""
    asked, over = threading.Event(), threading.Event()

    class Stuck(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                self.send_error(404)
                return
            asked.set()
            with suppress(OSError):
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while not over.wait(1):  # said nothing at all, a client would give up sooner
                    self.wfile.write(b"a")

    site = ThreadingHTTPServer(("127.0.0.1", 0), Stuck)
    site.daemon_threads = True
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_address[1]}", asked
    over.set()
    site.shutdown()
    site.server_close()


@pytest.fixture(scope="module")
def service(own_home: Path) -> Iterator[Service]:
    running = Service(own_home)
    yield running
    if running.process.poll() is None:
        running.stop()
    until(lambda: str(own_home) not in subprocess.check_output(["ps", "-eo", "args"], text=True))


class Receiver:
    """Takes what alerts post, and what they mail."""

    def __init__(self) -> None:
        self.posted: list[dict[str, str]] = []
        self.mailed: list[EmailMessage] = []
        posted, mailed = self.posted, self.mailed

        class Web(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(204)
                self.end_headers()

        class Mail(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.wfile.write(b"220 here\r\n")
                words = b""
                while line := self.rfile.readline():
                    word = line[:4].upper().strip()
                    if word == b"DATA":
                        self.wfile.write(b"354 go on\r\n")
                        while (line := self.rfile.readline()) != b".\r\n":
                            words += line
                        mailed.append(message_from_bytes(words, policy=default))
                    self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 yes\r\n")

        self.servers = [
            ThreadingHTTPServer(("127.0.0.1", 0), Web),
            socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mail),
        ]
        self.web, self.mail = (server.server_address[1] for server in self.servers)
        for server in self.servers:
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, daemon=True).start()

    def got(self, *words: str) -> dict[str, str]:
        """Wait for the alert that says all these words."""
        return until(lambda: next((one for one in self.posted if all(word in one["text"] for word in words)), None))

    def close(self) -> None:
        for server in self.servers:
            server.shutdown()
            server.server_close()


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    receiving = Receiver()
    yield receiving
    receiving.close()


def test_alerts_are_set_by_a_command(service: Service, receiver: Receiver, apart: Command) -> None:
    ended = apart(
        *("alerts", "set", "--webhook", f"http://127.0.0.1:{receiver.web}/hook", "--email", "ops@example.org"),
        THIDUA_SMTP_URL=f"smtp://127.0.0.1:{receiver.mail}",
    )
    assert ended.code == 0, ended.err
    assert ended.out.count("thidua: ") == 3


@pytest.mark.parametrize(
    ("email", "smtp", "words"),
    [
        (None, None, "Say where alerts go"),
        ("ops@example.org", None, "THIDUA_SMTP_URL"),
        ("ops@example.org", "mail.example.org:25", "THIDUA_SMTP_URL"),
        ("ops", "smtp://mail.example.org", "THIDUA_SMTP_URL"),
    ],
    ids=["nobody", "no mail server", "no scheme", "no mailbox"],
)
def test_alerts_that_lead_nowhere_are_wrong_usage(email: str | None, smtp: str | None, words: str) -> None:
    from flows.alerts import set_alerts
    from flows.errors import AlertError

    with pytest.raises(AlertError, match=words):
        set_alerts(None, email, smtp)


def test_a_run_that_fails_is_told_with_its_reason(service: Service, receiver: Receiver) -> None:
    run = service.run("replay/replay", publisher="nobody")
    service.state(run, "Failed")
    told = receiver.got("replay nobody: Failed", "No page is loaded of the publisher nobody")
    assert f"/runs/flow-run/{run}" in told["body"]
    mail = until(lambda: next((mail for mail in receiver.mailed if "replay nobody" in mail["Subject"]), None))
    assert mail["To"] == "ops@example.org"
    assert "No page is loaded of the publisher nobody" in mail.get_content()


def test_a_source_below_its_minimum_stops_the_night_and_is_told_of_the_second_time(
    service: Service, receiver: Receiver, tmp_path: Path
) -> None:
    (tmp_path / "rss").mkdir()
    feed = (SITE / "rss" / "cong-doan.xml").read_text(encoding="utf-8").split("<item>")
    (tmp_path / "rss" / "cong-doan.xml").write_text("<item>".join(feed[:4]) + "</channel></rss>", encoding="utf-8")
    (tmp_path / "cong-doan").mkdir()  # without the page that lists them all
    for page in PAGES:
        (tmp_path / "cong-doan" / page.name).symlink_to(page)
    with static_site(tmp_path, 0) as site:
        for night in range(2):
            run = service.run("nightly/nightly", sources=["demo"], site=f"{site}")
            message = service.state(run, "Failed").message
            assert "was stopped by the quality gate" in message
            assert "a source lists no fewer articles than its profile expects" in message
            told = any("demo lists too little" in one["text"] for one in receiver.posted)
            assert not told or night == 1
    receiver.got("nightly demo: Failed", "was stopped by the quality gate")
    receiver.got("demo lists too little", "its profile expects at least 12 a night")


def test_nights_that_do_not_come_are_told_of(service: Service, receiver: Receiver) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from flows.alerts import set_alerts

    with temporary_settings({PREFECT_API_URL: f"http://127.0.0.1:{service.port}/api"}):
        set_alerts(f"http://127.0.0.1:{receiver.web}", None, None, within=datetime.timedelta(seconds=10))
        receiver.got("No nightly run has succeeded for 0.00277778 hours", "`thidua status`")
        set_alerts(f"http://127.0.0.1:{receiver.web}", None, None)
    with service.client() as client:
        assert len(client.read_automations()) == 3  # each time they replaced those before


def test_a_schedule_fires_by_itself(service: Service) -> None:
    from prefect.client.schemas.schedules import IntervalSchedule

    with service.client() as client:
        replay = client.read_deployment_by_name("replay/replay")
        soon = IntervalSchedule(
            interval=datetime.timedelta(seconds=15), anchor_date=datetime.datetime.now(datetime.UTC)
        )
        (schedule,) = client.create_deployment_schedules(replay.id, [(soon, True)])

        def ended() -> Any:
            runs = [run for run in client.read_flow_runs() if run.deployment_id == replay.id]
            return next((run for run in runs if run.auto_scheduled and run.state_name in ("Completed", "Failed")), None)

        run = until(ended)
        client.delete_deployment_schedule(replay.id, schedule.id)
    assert (run.state_name, run.state.message) == ("Completed", "Nothing is loaded.")
    with urllib.request.urlopen(f"http://127.0.0.1:{service.docs_port}") as page:
        assert page.status == 200


def test_runs_do_not_overlap_and_one_that_is_killed_is_seen_as_crashed_and_mended_by_the_next(
    service: Service, receiver: Receiver, apart: Command
) -> None:
    with stuck_site() as (site, asked):
        first = service.run("nightly/nightly", sources=["demo"], site=site)
        assert asked.wait(PATIENCE)
        second = service.run("nightly/nightly", sources=["demo"], site=site)
        assert "concurrency limit" in service.state(second, "Cancelled").message
        processes = service.flow_processes()
        assert processes
        for process in processes:
            process.kill()
        assert "SIGKILL" in service.state(first, "Crashed").message
        receiver.got("nightly demo: Crashed", "SIGKILL")
    with sample_site() as site:
        third = service.run("nightly/nightly", sources=["demo"], site=site)
        state = service.state(third, *ENDED)
    assert state.name == "Completed", state.message
    assert "16 new" in state.message
    ended = "SELECT l.status, r.status FROM ops.load l JOIN ops.run r USING (run_id) ORDER BY load_id DESC LIMIT 2"
    assert apart("sql", "--format", "csv", ended).out.split()[1:] == ["published,succeeded", "abandoned,crashed"]


def test_a_service_that_was_killed_comes_back_and_closes_what_died_with_it(service: Service) -> None:
    with stuck_site() as (site, asked):
        died = service.run("nightly/nightly", sources=["demo"], site=site)
        assert asked.wait(PATIENCE)
        flows = service.flow_processes()
        service.process.kill()
        for process in flows:
            process.kill()
        service.process.wait()
    until(lambda: not listens(service.port))
    service.start()
    assert "The service ended while it ran" in service.state(died, "Crashed").message
    following = service.run("nightly/nightly", sources=["nobody"])
    assert "No source is called nobody" in service.state(following, "Failed", "Cancelled").message


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_operator_sees_the_service_and_a_second_one_is_refused(service: Service, apart: Command) -> None:
    assert f"http://127.0.0.1:{service.port}" in apart("status").out
    due = re.compile(r"next run +(nightly|maintenance|source-check), \d{4}-\d\d-\d\d 0[249]:00")
    until(lambda: due.search(apart("status").out))
    refused = apart("serve")
    assert refused.code == 1
    assert f"The service runs already, as process {service.process.pid}: http://127.0.0.1:{service.port}" in refused.err


def test_sigterm_stops_all_of_the_service_and_the_run_that_goes_on(service: Service, own_home: Path) -> None:
    with stuck_site() as (site, asked):
        service.run("nightly/nightly", sources=["demo"], site=site)
        assert asked.wait(PATIENCE)
        service.process.send_signal(signal.SIGTERM)
        time.sleep(1)  # answered no sooner, the run would not go on when the signal comes
    assert service.process.wait(PATIENCE) == 0
    until(lambda: str(own_home) not in subprocess.check_output(["ps", "-eo", "args"], text=True))


@pytest.mark.parametrize(
    ("now", "last", "due"),
    [
        ("2026-11-22 09:00", "2026-11-22 02:00:05", None),
        ("2026-11-22 09:00", "2026-11-21 02:00:05", "2026-11-22 02:00"),
        ("2026-11-22 01:59", "2026-11-21 02:00:05", None),
        ("2026-11-22 01:59", "2026-11-18 11:30", "2026-11-21 02:00"),
        ("2026-11-22 09:00", None, None),
    ],
    ids=["done", "missed", "not yet due", "many missed", "never one"],
)
def test_a_night_is_missed_when_none_succeeded_since_it_was_due(now: str, last: str | None, due: str | None) -> None:
    moments = [
        moment and datetime.datetime.fromisoformat(moment).replace(tzinfo=VIETNAM) for moment in (now, last, due)
    ]
    assert missed_night(moments[0], moments[1]) == moments[2]


def test_a_missed_night_is_asked_for_once(api: str) -> None:
    import asyncio

    from prefect.client.orchestration import get_client

    from flows.deploying import catch_up
    from flows.loading import nightly

    night = datetime.datetime(2026, 11, 21, 2, tzinfo=VIETNAM)

    async def ask() -> list[Any]:
        async with get_client() as client:
            deployment = await (await nightly.ato_deployment("nobody serves it")).aapply()
            for missed in (None, night, night):
                await catch_up(client, deployment, missed)
            return [run for run in await client.read_flow_runs() if run.deployment_id == deployment]

    (run,) = asyncio.run(ask())
    assert (run.name, run.tags) == ("nightly, missed on 2026-11-21", ["caught-up"])


def test_prefect_deploys_the_same_to_a_work_pool(api: str) -> None:
    from prefect.client.orchestration import get_client

    from flows.catalog import DEPLOYMENTS

    def prefect(*arguments: str) -> None:
        done = subprocess.run(
            [Path(sys.executable).parent / "prefect", "--no-prompt", *arguments],
            cwd=ROOT,
            env=os.environ | {"PREFECT_API_URL": api},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    prefect("work-pool", "create", "thidua", "--type", "process")
    prefect("deploy", "--all")
    with get_client(sync_client=True) as client:
        deployed = {found.name: found for found in client.read_deployments() if found.work_pool_name == "thidua"}
    assert set(deployed) == {each.name for each in DEPLOYMENTS}
    for each in DEPLOYMENTS:
        found = deployed[each.name]
        assert found.description == each.description
        assert found.global_concurrency_limit.limit == 1
        assert found.tags == ["thidua", each.name]
        schedules = [(one.schedule.cron, one.schedule.timezone) for one in found.schedules]
        assert schedules == ([(each.cron, "Asia/Ho_Chi_Minh")] if each.cron else [])
        for name, field in found.parameter_openapi_schema["properties"].items():
            assert len(field["description"]) > 15, f"{each.name}: the form says nothing of {name}"
            assert field.get("type") or field.get("anyOf"), f"{each.name}: {name} has no type"
    days = deployed["backfill"].parameter_openapi_schema["properties"]["date_from"]["anyOf"]
    assert {"type": "string", "format": "date"} in days
