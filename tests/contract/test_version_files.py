"""What the embedded engine promises of its files, whatever happens to the process or the disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from graph.engines import open_store
from graph.engines.ladybug import versions, writer
from graph.engines.ladybug.writer import LadybugWriter
from graph.engines.locks import exclusive
from graph.errors import InputError, StoreDamaged, StoreError, StoreRefused
from graph.port import GraphStore
from tests.contract.conftest import names, write

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(folder: Path) -> GraphStore:
    return at(folder)


def at(folder: Path, **options: object) -> GraphStore:
    return open_store(f"ladybug://{folder}", **{"workspace": "w1", **options})  # type: ignore[arg-type]


def other_process(folder: Path, body: str) -> subprocess.Popen[str]:
    """Another process with ``store`` open that runs these lines."""
    lines = ["import sys, time, resource, signal, pyarrow as pa", "from graph.engines import open_store",
             f"store = open_store('ladybug://{folder}', workspace='w1')",
             "def many(n): return pa.table({'key': [f'{n}-{i:05}' for i in range(20_000)]})", body]
    return subprocess.Popen([sys.executable, "-c", "\n".join(lines)], cwd=ROOT, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def version_file(folder: Path) -> Path:
    return folder / str(json.loads((folder / "current").read_text("utf-8"))["file"])


def test_a_finished_load_leaves_one_closed_file_and_the_pointer(store: GraphStore, folder: Path) -> None:
    write(store, "2024-06", "a")
    assert files(folder) == {"current", "write.lock", "2024-06.lbug"}
    pointer = json.loads((folder / "current").read_text("utf-8"))
    assert pointer["sha256"] == versions.digest(folder / "2024-06.lbug")
    assert (pointer["data_version"], pointer["workspace"], pointer["older"]) == ("2024-06", "w1", [])


def test_older_versions_stay_readable_and_the_oldest_go(folder: Path) -> None:
    store = at(folder, keep=2)
    write(store, "v1", "a")
    write(store, "v2", "b", base="v1")
    assert (names(store, "v1"), names(store)) == (["a"], ["a", "b"])
    write(store, "v3", "c", base="v1")
    assert store.versions() == ["v2", "v3"]
    assert names(store) == ["a", "c"]
    assert files(folder) == {"current", "write.lock", "v2.lbug", "v3.lbug"}


def test_a_version_built_again_replaces_itself_under_a_new_file(store: GraphStore, folder: Path) -> None:
    write(store, "v1", "a")
    with store.reader() as reader:
        write(store, "v1", "b")
        assert reader.read("MATCH (p:Person) RETURN p.key AS key") == [{"key": "a"}]
    assert (names(store), store.versions()) == (["b"], ["v1"])
    assert files(folder) == {"current", "write.lock", "v1~2.lbug"}


def test_a_reader_keeps_its_version_while_the_next_one_is_written(store: GraphStore) -> None:
    write(store, "v1", "a")
    with store.reader() as reader, store.new_version("v2", base="v1") as writer:
        writer.retract_nodes("Person", ["a"])
        assert reader.counts()["Person"] == 1
    assert names(store) == []


@pytest.mark.parametrize("moment", ["in the block", "before the pointer moves", "before the file is renamed"])
def test_a_killed_load_leaves_the_version_before_and_the_next_start_cleans_up(
    store: GraphStore, folder: Path, moment: str
) -> None:
    write(store, "v1", "a")
    halt = "print('here', flush=True); time.sleep(60)"
    hook = {
        "in the block": "",
        "before the pointer moves": "import graph.engines.ladybug.versions as v\n"
        f"def stop(*_):\n    {halt}\nv.VersionFolder._point = stop",
        "before the file is renamed": "import graph.engines.ladybug.versions as v\n"
        f"def stop(*_):\n    {halt}\nv.VersionFolder._free_name = stop",
    }[moment]
    block = f"{hook}\nwith store.new_version('v2', base='v1') as w:\n    w.insert_nodes('Person', many(1))"
    process = other_process(folder, block + (f"\n    {halt}" if moment == "in the block" else ""))
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    assert len(files(folder)) > 3
    at(folder).close()  # a start beside the running load must not take its file away
    assert len(files(folder)) > 3
    process.kill()
    process.communicate()
    again = at(folder)
    assert files(folder) == {"current", "write.lock", "v1.lbug"}
    assert (again.current(), names(again)) == ("v1", ["a"])
    write(again, "v2", "b", base="v1")
    assert names(again) == ["a", "b"]


def test_a_first_load_that_was_killed_leaves_an_empty_store(folder: Path) -> None:
    process = other_process(folder, "with store.new_version('v1') as w:\n    w.insert_nodes('Person', many(1))\n"
                                    "    print('here', flush=True); time.sleep(60)")
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    process.kill()
    process.communicate()
    assert at(folder).current() is None
    assert files(folder) == {"write.lock"}


def test_a_second_writer_is_refused_at_once(store: GraphStore, folder: Path) -> None:
    write(store, "v1", "a")
    with store.new_version("v2"):
        with pytest.raises(InputError, match=f"另一个装载正在进行.*{os.getpid()}"), at(folder).new_version("v3"):
            pass
        process = other_process(folder, "with store.new_version('v3'): pass")
        assert "另一个装载正在进行" in process.communicate()[1]
    assert store.versions() == ["v1", "v2"]


def test_readers_in_another_process_see_whole_versions_while_new_ones_are_written(
    store: GraphStore, folder: Path
) -> None:
    write(store, "v0")
    process = other_process(folder, "for n in range(1, 6):\n"
                                    "    with store.new_version(f'v{n}', base=f'v{n - 1}') as w:\n"
                                    "        w.insert_nodes('Person', many(n))")
    seen = set()
    while process.poll() is None:
        with store.reader() as reader:
            seen.add((reader.info().data_version, reader.counts()["Person"], reader.info().loading))
    assert process.communicate()[1] == ""
    assert seen <= {(f"v{n}", 20_000 * n, None) for n in range(6)}
    with store.reader() as reader:
        assert reader.counts()["Person"] == 100_000


@pytest.mark.parametrize("harm", ["empty", "truncated", "middle", "missing", "another file"])
def test_a_file_that_is_not_the_one_the_pointer_describes_is_refused(
    store: GraphStore, folder: Path, harm: str
) -> None:
    write(store, "v1", "a")
    path = version_file(folder)
    content = path.read_bytes()
    half = len(content) // 2
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes({"empty": b"", "truncated": content[:half], "another file": os.urandom(len(content)),
                          "middle": content[:half] + b"?" * 40 + content[half + 40 :]}[harm])
    for _ in range(2):
        with pytest.raises(StoreDamaged, match=str(path)), at(folder).reader():
            pass
    with pytest.raises(StoreDamaged), store.new_version("v2", base="v1"):
        pass
    write(store, "v2", "b")  # a graph built anew needs no old file
    assert names(store) == ["b"]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"older": [], "file": "v1.lbug"}', '{"older": [3]}'])
def test_a_damaged_pointer_is_named_and_nothing_is_deleted(store: GraphStore, folder: Path, text: str) -> None:
    write(store, "v1", "a")
    store.close()
    (folder / "current").write_text(text, "utf-8")
    before = files(folder)
    with pytest.raises(StoreDamaged, match="current"):
        at(folder).current()
    with pytest.raises(StoreDamaged, match="current"), at(folder).new_version("v2"):
        pass
    assert files(folder) == before


def test_a_store_of_another_workspace_is_refused_and_left_alone(store: GraphStore, folder: Path) -> None:
    write(store, "v1", "a")
    stranger = at(folder, workspace="w2")
    (folder / "v9.1.building").write_bytes(b"rest of their load")
    for door in (stranger.reader, lambda: stranger.new_version("v2")):
        with pytest.raises(StoreRefused), door():
            pass
    with pytest.raises(StoreRefused):
        stranger.current()
    assert (folder / "v9.1.building").exists()
    assert names(store) == ["a"]


def test_a_version_of_another_schema_is_refused(store: GraphStore, folder: Path) -> None:
    write(store, "v1", "a")
    pointer = json.loads((folder / "current").read_text("utf-8"))
    (folder / "current").write_text(json.dumps({**pointer, "schema_version": 99}), "utf-8")
    with pytest.raises(StoreRefused, match="99"), store.reader():
        pass


def test_a_folder_without_a_pointer_loses_no_file_and_one_with_a_pointer_only_ours(folder: Path) -> None:
    folder.mkdir()
    for name in ("letter.txt", "mine.lbug"):
        (folder / name).write_text("keep", "utf-8")
    store = at(folder)
    assert files(folder) == {"letter.txt", "mine.lbug"}
    write(store, "v1", "a")
    assert "letter.txt" in files(folder)


@pytest.mark.parametrize("version", ["", "../v1", "a/b", ".hidden", "x" * 200, "a\0b"])
def test_a_version_name_that_is_no_file_name_is_refused(store: GraphStore, version: str) -> None:
    with pytest.raises(InputError), store.new_version(version):
        pass


def test_a_full_disk_leaves_the_version_before(store: GraphStore, folder: Path) -> None:
    write(store, "v1", "a")
    process = other_process(
        folder, "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))\n"  # no file may grow beyond this
        "with store.new_version('v2', base='v1') as w:\n    w.insert_nodes('Person', many(1))")
    assert "graph.errors.StoreFull: 磁盘空间不足" in process.communicate()[1]
    assert files(folder) == {"current", "write.lock", "v1.lbug"}
    assert names(at(folder)) == ["a"]


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), exclusive(tmp_path / "x.lock"):
        raise ZeroDivisionError
    with exclusive(tmp_path / "x.lock"), pytest.raises(InputError, match="请等"), exclusive(tmp_path / "x.lock"):
        pass


def test_a_node_that_the_index_does_not_find_ends_the_load(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    write(store, "v1", "a")
    copy = LadybugWriter._copy

    def losing(self: LadybugWriter, target: str, table: pa.Table, properties: list[str]) -> None:
        """As an engine that says it wrote all rows and cannot find the last."""
        copy(self, target, table.slice(0, table.num_rows - 1) if target == "Person" else table, properties)

    monkeypatch.setattr(writer, "FEW_NODES", 0)
    monkeypatch.setattr(LadybugWriter, "_copy", losing)
    with pytest.raises(StoreError, match="1 行按编号查不到"):
        write(store, "v2", "b", "c", base="v1")
    assert (store.current(), names(store)) == ("v1", ["a"])
