"""The map of the house: each room imports only from rooms to its left, each outside library has its door."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "feeds"

# From left to right; a room may import from itself and from those before it.
ROOMS = (
    ("errors", "settings"),
    *(("course",), ("authoring",), ("calendar",), ("catalog",), ("web",), ("export",), ("cli",)),
)

DOORS = {
    "yaml": {"course/parser.py"},
    "pydantic": {
        *(f"course/schema/{name}.py" for name in ("course", "dated", "files", "form", "json_schema", "ledger")),
        *(f"course/schema/{name}.py" for name in ("scalars", "staff", "validation", "weekly")),
    },
    "pydantic_core": {"course/schema/form.py", "course/schema/readings.py", "course/schema/validation.py"},
    "pytz": {"course/timezones.py"},
    "icalendar": {"authoring/imports/ics/occurrences.py", "calendar/agenda.py", "calendar/vtimezone.py"},
    "recurring_ical_events": {"authoring/imports/ics/occurrences.py"},
    "bs4": {"authoring/imports/page/saved_page.py"},
    "click": {
        *(f"cli/{name}.py" for name in ("__init__", "check", "courses", "diff", "export", "facts", "import_file")),
        *(f"cli/{name}.py" for name in ("imported_course", "imported_update", "new", "new_folder", "record")),
        *(f"cli/{name}.py" for name in ("report", "schema")),
    },
    "segno": {"web/subscribe.py"},
    "gevent": {"web/background.py"},
    "gunicorn": {"web/counts.py", "web/log.py"},
    "prometheus_client": {"web/counts.py"},
    # It runs whatever it reads, so it reads only what this process wrote.
    "pickle": {"catalog/edition.py"},
}
ONLY_IN_WEB = {"flask", "werkzeug"}


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text())


def _imports(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where things come from"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _room(path: str) -> str:
    return path.split("/")[0].removesuffix(".py")


def _rank(room: str) -> int:
    return next(rank for rank, rooms in enumerate(ROOMS) if room in rooms)


def test_imports_go_to_the_left_only() -> None:
    wrong = [
        (path, name)
        for path, module in _modules()
        if path != "__init__.py"
        for name in _imports(module)
        if name.startswith("feeds.") and _rank(name.split(".")[1]) > _rank(_room(path))
    ]

    assert wrong == []


def test_every_file_has_a_room() -> None:
    assert {_room(path) for path, _ in _modules()} - {"__init__"} == {room for rooms in ROOMS for room in rooms}


def test_outside_libraries_come_in_by_their_doors() -> None:
    found: dict[str, set[str]] = {}
    for path, module in _modules():
        for name in _imports(module):
            found.setdefault(name.split(".")[0], set()).add(path)

    assert {library: found.get(library) for library in DOORS} == DOORS
    assert {_room(path) for library in ONLY_IN_WEB for path in found[library]} == {"web"}


def _called(*names: str) -> set[str]:
    """Find the files that call a function of one of these names, such as `datetime.now` or `open`."""
    return {
        path
        for path, module in _modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and any(f".{ast.unparse(node.func)}".endswith(f".{name}") for name in names)
    }


def test_only_web_and_cli_read_the_clock() -> None:
    """The catalog is handed one, and tells by it how old a file is."""
    assert {_room(path) for path in _called("datetime.now", "utcnow", "today", "time.time", "time_ns")} == {
        "cli",
        "web",
    }


def test_only_settings_read_the_environment() -> None:
    reading = {
        path
        for path, module in _modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv")
    }

    assert reading == {"settings.py"}


def test_only_folders_catalog_and_cli_touch_files() -> None:
    reading = _called("open", "read_text", "read_bytes", "listdir", "iterdir", "glob", "exists", "stat", "fstat")

    assert {path for path in reading if _room(path) != "cli"} == {
        "catalog/files.py",
        "catalog/last_good.py",
        "course/folder.py",
        "export/folder.py",
        "web/assets.py",
    }


def test_only_cli_the_export_and_what_keeps_the_last_good_files_write() -> None:
    writing = _called(
        *("write", "write_text", "write_bytes", "mkdir", "unlink", "rename", "fsync", "utime", "chmod", "rmtree"),
        *("os.replace", "mkstemp", "NamedTemporaryFile", "TemporaryDirectory"),
    )

    assert {path for path in writing if _room(path) != "cli"} == {"catalog/last_good.py", "export/folder.py"}


def test_nothing_starts_other_programs() -> None:
    assert _called("run", "Popen", "system") == set()
