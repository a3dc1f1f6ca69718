"""Batches: every document is done once, whatever dies on the way, and one bad document costs only itself."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from pipeline.app.project import TEMPORARY
from pipeline.batch import kit
from pipeline.batch.folders import MACHINE, Folder
from pipeline.batch.guard import guarded
from pipeline.batch.job import BatchRequest, BatchSource, Limits, Outcome, outcome
from pipeline.batch.run import jobs_of
from pipeline.editions.assets import Assets
from tests.projects import SITE, project, reports


def word_file(path: Path, *words: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    file = docx.Document()
    file.add_heading(words[0], 1)
    for text in words[1:]:
        file.add_paragraph(text)
    file.save(str(path))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = project(tmp_path / "project", site=SITE)
    word_file(tmp_path / "in" / "Plan A.docx", "Plan A", "We serve everyone.")
    word_file(tmp_path / "in" / "old" / "Plan B.docx", "Plan B", "We served everyone.")
    (tmp_path / "in" / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    (tmp_path / "in" / "notes.txt").write_text("no source")
    return made


def batch(root: Path, *more: str) -> int:
    return reports(root, "batch", str(root.parent / "in"), str(root.parent / "out"), "--edition", "text", *more)


def rows(root: Path, name: str = "outcomes.csv") -> list[dict[str, str]]:
    text = (root.parent / "out" / name).read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_folder_becomes_a_folder_and_a_second_run_does_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch(root) == 1
    out = root.parent / "out"
    told = {one["name"]: one["state"] for one in rows(root)}
    assert told == {"plan-a": "built", "old-plan-b": "built", "broken": "failed"}
    assert "We served everyone." in (out / "documents/old-plan-b/old-plan-b.txt").read_text("utf-8")
    assert "title: Plan A" in (out / "documents/plan-a/plan-a.yaml").read_text("utf-8")
    assert (out / "private/plan-a-account.json").is_file()
    page = (out / "index.html").read_text("utf-8")
    assert "broken.pdf" in page
    assert "documents/plan-a" not in page, "only what needs a person stands on the page"
    assert "3 documents: 2 built, 0 with errors, 1 not read; 0 were done before" in capsys.readouterr().out
    before = {path: path.stat().st_mtime_ns for path in out.glob("documents/*/*")}
    assert batch(root) == 1
    assert "3 were done before" in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in out.glob("documents/*/*")} == before
    assert {one["kept"] for one in rows(root)} == {"yes"}


def test_what_changed_and_what_was_lost_is_done_again(root: Path) -> None:
    batch(root)
    out = root.parent / "out"
    word_file(root.parent / "in" / "Plan A.docx", "Plan A", "We serve all.")
    (out / "manifest/old-plan-b.json").write_bytes(b"{ half a manif")
    batch(root)
    assert {one["name"]: one["kept"] for one in rows(root)} == {"plan-a": "no", "old-plan-b": "no", "broken": "yes"}
    assert "We serve all." in (out / "documents/plan-a/plan-a.txt").read_text("utf-8")
    # Another edition asked for is another result; failed ones are tried again on request.
    assert batch(root, "--retry") == 1
    assert {one["name"]: one["kept"] for one in rows(root)} == {"plan-a": "yes", "old-plan-b": "yes", "broken": "no"}
    reports(root, "batch", str(root.parent / "in"), str(out), "--edition", "none")
    assert {one["kept"] for one in rows(root)} == {"no"}


def test_what_a_run_that_was_killed_had_begun_to_write_is_swept_and_that_of_other_machines_stays(root: Path) -> None:
    out = root.parent / "out" / "documents" / "plan-a"
    out.mkdir(parents=True)
    ours, theirs = out / f"{TEMPORARY}999999999-{MACHINE}ab", out / f"{TEMPORARY}999999999-0123456789abab"
    for path in (ours, theirs):
        path.write_bytes(b"half")
    batch(root)
    assert (ours.exists(), theirs.exists()) == (False, True)


def test_parts_are_everything_once(root: Path) -> None:
    for part in ("1/2", "2/2"):
        batch(root, "--shard", part)
    names = [one["name"] for part in (1, 2) for one in rows(root, f"outcomes-{part}-of-2.csv")]
    assert sorted(names) == ["broken", "old-plan-b", "plan-a"]


def test_sources_with_one_name_stay_two(tmp_path: Path) -> None:
    for path in ("a/Plan.docx", "a/plan.pdf", "a-plan.odt", ".hidden/Plan.docx", "b/Plan.docx"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(b"x")
    names = {job.path: job.name for job in jobs_of(Folder(str(tmp_path)))}
    assert set(names) == {"a/Plan.docx", "a/plan.pdf", "a-plan.odt", "b/Plan.docx"}
    assert len(set(names.values())) == 4
    assert names["b/Plan.docx"] == "b-plan"


def test_limits_end_one_document_only(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = order_of(root, Limits(seconds=1))

    def work(job: BatchSource, _order: BatchRequest) -> Outcome:
        while job.name == "slow":
            pass
        if job.name == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        if job.name == "big":
            print(len(bytearray(4 * 2**30)))
        return Outcome(job.name, job.path, "built", job.state, "")

    monkeypatch.setattr("pipeline.batch.guard.work", work)
    monkeypatch.setattr("pipeline.batch.guard._load", lambda _order: None)
    monkeypatch.setattr("pipeline.app.apart.WAITING", 60)
    jobs = [BatchSource(name, f"{name}.pdf", 1, "1") for name in ("first", "slow", "dies", "big", "last")]
    found = {one.name: one for one in guarded(jobs, order, 2)}
    assert [one.state for one in found.values()] == ["built", "failed", "failed", "failed", "built"]
    assert "stopped after 1 seconds" in found["slow"].findings[0]
    assert "SIGKILL" in found["dies"].findings[0]
    assert "MB of memory" in found["big"].findings[0]
    kept = outcome((root.parent / "out/manifest/slow.json").read_bytes())
    assert kept == found["slow"]


def order_of(root: Path, limits: Limits) -> BatchRequest:
    return BatchRequest(str(root.parent / "in"), str(root.parent / "out"), (), "0" * 64, "program", limits)


def test_a_run_that_is_killed_goes_on(root: Path) -> None:
    for number in range(12):
        word_file(root.parent / "in" / f"more {number}.docx", f"Plan {number}", "We serve everyone.")
    command = [sys.executable, "-m", "pipeline", "--project", str(root), "batch", str(root.parent / "in")]
    process = subprocess.Popen([*command, str(root.parent / "out"), "--edition", "text"], stdout=subprocess.DEVNULL)
    manifests = root.parent / "out" / "manifest"
    while len(list(manifests.glob("*.json"))) < 3 and process.poll() is None:  # however slow the machine is
        time.sleep(0.05)
    process.kill()
    process.wait()
    done = {path.name: path.read_bytes() for path in manifests.glob("*.json")}
    assert done
    for data in done.values():
        for name, digest in json.loads(data)["files"].items():
            assert digest, name
    batch(root)
    assert len(rows(root)) == 15
    kept = {one["name"] for one in rows(root) if one["kept"] == "yes"}
    assert {name.removesuffix(".json") for name in done} <= kept


def test_the_kit_is_the_same_each_time_and_a_changed_one_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assets = Assets({"a.txt": b"1"}, {"logo.png": b"2", "other.png": b"3"})
    assert kit.pack(assets, b"logo: logo.png") == kit.pack(assets, b"logo: logo.png")
    assert kit.pack(assets, b"logo: logo.png") != kit.pack(assets, b"")
    batch(root)
    word_file(root.parent / "in" / "Plan A.docx", "Plan A", "We serve all.")
    written = Folder.write

    def spoiled(folder: Folder, path: str, data: bytes) -> None:
        written(folder, path, data + b"!" if path.endswith(".zip") else data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Folder, "write", spoiled)
        kit._kit.cache_clear()
        assert batch(root) == 2
    assert "was changed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--shard", "5/4"), "names no part"),
        (("--edition", "htlm"), "there is no format"),
        (("--edition", "pdf:hugo"), "there is no look"),
        (("--scheduler", "tcp://nowhere:1"), "--scheduler is for --engine dask"),
    ],
)
def test_wrong_usage_of_batch(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert batch(root, *arguments) == 2
    assert words in capsys.readouterr().err


def test_folders_that_cannot_be_used(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root.parent / "a-file").write_text("x")
    for source, target, words in (
        ("nosuch://bucket", str(root.parent / "out"), "cannot be used"),
        (str(root.parent / "nothing"), str(root.parent / "out"), "there is no source"),
        (str(root.parent / "in"), str(root.parent / "in" / "out"), "lies among the sources"),
        (str(root.parent / "in"), str(root.parent / "a-file" / "out"), "cannot be written"),
    ):
        assert reports(root, "batch", source, target, "--edition", "text") == 2
        assert words in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------ slow: many machines


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """A scheduler and two workers, as their users start them; the scheduler first."""
    pytest.importorskip("distributed")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    port = "18786"

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", *arguments], env=environment, stderr=subprocess.DEVNULL)

    made = [start("distributed.cli.dask_scheduler", "--port", port, "--no-dashboard")]
    time.sleep(3)
    made += [start("distributed.cli.dask_worker", f"tcp://127.0.0.1:{port}", "--nthreads", "1", "--no-dashboard",
                   "--local-directory", str(tmp_path)) for _ in range(2)]  # fmt: skip
    yield made
    for one in made:
        one.kill()
        one.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="there a process keeps the number of its parent")
def test_what_reads_for_a_worker_ends_with_it_though_its_input_goes_on() -> None:
    """Others do what the worker had in hand; a document that takes long would be done twice."""
    server = "[sys.executable, '-m', 'pipeline.batch.server', str(os.getpid())]"
    start = f"import os, subprocess, sys; print(subprocess.Popen({server}).pid)"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    worker = subprocess.Popen(
        [sys.executable, "-c", start], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )
    assert worker.stdout
    assert int(worker.stdout.readline())
    assert worker.stdout.read() == b"", "the process that inherits this pipe has ended"
    worker.wait()
    assert worker.stdin
    worker.stdin.close()
    worker.stdout.close()


@pytest.mark.slow
def test_workers_and_the_client_may_die(root: Path, cluster: list[subprocess.Popen[bytes]]) -> None:
    for number in range(12):
        word_file(root.parent / "in" / f"more {number}.docx", f"Plan {number}", "We serve everyone.")
    command = [
        sys.executable, "-m", "pipeline", "--project", str(root), "batch", str(root.parent / "in"), str(root.parent / "out"),
        "--edition", "text", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:18786",
    ]  # fmt: skip
    manifests = root.parent / "out" / "manifest"

    def wait_for(count: int) -> None:
        until = time.monotonic() + 120
        while len(list(manifests.glob("*.json"))) < count and time.monotonic() < until:
            time.sleep(0.1)

    client = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    wait_for(2)
    cluster[1].kill()
    wait_for(5)
    client.kill()
    client.wait()
    done = {path.name for path in manifests.glob("*.json")}
    assert subprocess.run(command, stdout=subprocess.DEVNULL, check=False, timeout=300).returncode == 1
    assert len(rows(root)) == 15
    assert {name.removesuffix(".json") for name in done} <= {one["name"] for one in rows(root) if one["kept"] == "yes"}
    cluster[0].kill()
    cluster[0].wait()
    assert subprocess.run([*command, "--retry"], capture_output=True, check=False, timeout=300).returncode == 2


@pytest.mark.slow
def test_an_object_store_is_a_folder_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = pytest.importorskip("moto.server").ThreadedMotoServer(port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        for name, value in (
            ("AWS_ACCESS_KEY_ID", "x"), ("AWS_SECRET_ACCESS_KEY", "x"), ("AWS_DEFAULT_REGION", "us-east-1"),
            ("AWS_ENDPOINT_URL", f"http://{host}:{port}"), ("FSSPEC_S3_ENDPOINT_URL", f"http://{host}:{port}"),
        ):  # fmt: skip
            monkeypatch.setenv(name, value)
        import fsspec

        store = fsspec.filesystem("s3", endpoint_url=f"http://{host}:{port}")
        store.mkdir("plans")
        store.put(str(root.parent / "in"), "plans/in", recursive=True)
        command = [sys.executable, "-m", "pipeline", "--project", str(root), "batch", "s3://plans/in", "s3://plans/out"]
        for kept in ("no", "yes"):
            done = subprocess.run([*command, "--edition", "text", "--outcomes", "parquet"], check=False, timeout=300)
            assert done.returncode == 1
            import pyarrow.parquet as pq

            store.invalidate_cache()
            table = pq.read_table(io.BytesIO(store.cat_file("plans/out/outcomes.parquet"))).to_pylist()
            assert {one["name"]: one["state"] for one in table} == {
                "plan-a": "built",
                "old-plan-b": "built",
                "broken": "failed",
            }
            assert {one["kept"] for one in table} == {kept}
        assert b"We serve everyone." in store.cat_file("plans/out/documents/plan-a/plan-a.txt")
    finally:
        server.stop()
