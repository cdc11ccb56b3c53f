"""deploy/small-vm.md: what it says of its units and settings is so, and its commands do what it says."""

import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from absent import absent
from conftest import DATA, PUBLIC_URL, ROOT, SLUG
from faults.servers import serving

from deployed.nginx import DEPLOY
from deployed.small_vm import HOST, PAGE, block, run, unit, written_settings
from feeds.settings import Settings


def test_page_and_units_mean_the_same_places(tmp_path: Path) -> None:
    server, pull = unit("feeds.service"), unit("feeds-data.service")
    read = Settings.from_environment(written_settings(tmp_path))

    assert read == replace(
        Settings(),
        data_dir=Path(pull["WorkingDirectory"]),
        state_dir=Path("/var/lib", server["StateDirectory"]),
        public_url=f"https://{HOST}",
        trusted_hosts=(HOST,),
        proxy_hops=1,
    )
    assert pull["ReadWritePaths"] == str(read.data_dir)
    assert (server["EnvironmentFile"], server["WorkingDirectory"]) == ("/etc/feeds.env", "/srv/feeds/current")
    assert server["ExecStart"].startswith("/srv/feeds/current/.venv/bin/gunicorn ")
    for name in (server["User"], pull["User"]):
        assert re.search(rf"^useradd .* {name}$", PAGE, re.MULTILINE)
    assert server["User"] != pull["User"]
    for name in re.findall(r"feeds(?:-data)?\.(?:service|socket|timer)", PAGE):
        assert (DEPLOY / name).exists()


def test_what_metrics_need_is_installed_again_in_an_upgrade_as_it_is_pinned() -> None:
    first, again = re.findall(r'^"\$new/\.venv/bin/pip" .*$', PAGE, re.MULTILINE)
    constraints = re.findall(r'--constraint "\$new/deploy/(\S+)" --editable "\$new\[metrics\]"$', first)
    extra = re.findall(r'^metrics = \[\n    "([\w-]+)>', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)

    assert (first, extra) == (again, ["prometheus-client"])
    assert re.findall(rf"^{extra[0]}==", (DEPLOY / constraints[0]).read_text(), re.MULTILINE) == ["prometheus-client=="]


@pytest.fixture
def pulled(tmp_path: Path) -> Path:
    """A checkout made as the page says, beside the repository that it is of."""
    if not shutil.which("git"):
        absent("git is not installed")
    shutil.copytree(DATA, tmp_path / "courses")
    commit = "git add . && git -c user.name=x -c user.email= commit --quiet --message=x"
    made = run(f"cd courses && git init --quiet --initial-branch=main && {commit}", tmp_path)
    assert made.returncode == 0, made.stderr
    (clone,) = re.findall(r"^runuser -u feeds-data -- (git clone .*)$", block("--owner=feeds-data"), re.MULTILINE)
    made = run(clone.replace("/srv/", f"{tmp_path}/"), tmp_path, courses=str(tmp_path / "courses"))
    assert made.returncode == 0, made.stderr
    return tmp_path / "feeds-data"


def pull(checkout: Path) -> int:
    """Do what the timer does each minute."""
    return run(unit("feeds-data.service")["ExecStart"], checkout).returncode


def push(checkout: Path, command: str) -> None:
    """Change the repository."""
    commit = "git add --all && git -c user.name=x -c user.email= commit --quiet --message=x"
    done = run(f"{command} && {commit}", checkout.parent / "courses")
    assert done.returncode == 0, done.stderr


def files(checkout: Path) -> dict[str, bytes]:
    """Read what the server would."""
    found = sorted((checkout / SLUG).iterdir())
    return {path.name: path.read_bytes() for path in found}


def test_pull_brings_an_edit(pulled: Path) -> None:
    push(pulled, f"echo '# edited' >> {SLUG}/exams.yaml")

    assert pull(pulled) == 0
    assert files(pulled) == files(pulled.parent / "courses")


def test_pull_that_fails_says_so_and_leaves_everything(pulled: Path) -> None:
    before = files(pulled)
    push(pulled, f"echo '# edited' >> {SLUG}/exams.yaml")
    run("git -c user.name=x -c user.email= commit --quiet --allow-empty --message=other", pulled)
    assert pull(pulled) != 0
    assert files(pulled) == before

    (pulled.parent / "courses").rename(pulled.parent / "gone")
    assert pull(pulled) != 0
    assert files(pulled) == before


def test_checkout_that_is_stuck_goes_on_after_what_the_page_says(pulled: Path) -> None:
    (pulled / SLUG / "exams.yaml").write_text("half of a file")
    (pulled / ".git" / "index.lock").touch()
    push(pulled, f"echo '# edited' >> {SLUG}/exams.yaml")
    assert pull(pulled) != 0

    (mend,) = re.findall(r"`(rm -f /srv/feeds-data/.git/index.lock; .*)`", PAGE)
    mend = mend.replace("runuser -u feeds-data -- ", "").replace("/srv/", f"{pulled.parent}/")
    assert run(mend, pulled).returncode == 0
    assert pull(pulled) == 0
    assert files(pulled) == files(pulled.parent / "courses")


def test_link_in_the_repository_shows_no_file_of_the_machine(pulled: Path) -> None:
    push(pulled, f"ln -sf /etc/hostname {SLUG}/exams.yaml")

    assert pull(pulled) == 0
    assert (pulled / SLUG / "exams.yaml").read_text() == "/etc/hostname"


def test_upgrade_compares_every_feed_with_the_running_server(tmp_path: Path, data: Path) -> None:
    """Silent for the same data; a feed that is not the same is named."""
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / ".venv").symlink_to(sys.prefix)
    with serving(tmp_path / "server", FEEDS_DATA_DIR=str(data)) as server:
        url = f"http://127.0.0.1:{server.port}"
        (tmp_path / "feeds.env").write_text(f"FEEDS_DATA_DIR={data}\nFEEDS_PUBLIC_URL={PUBLIC_URL}\n")
        # The name of the host is one that nobody has.
        compare = (
            block("cmp -s - ")
            .replace("/etc/", f"{tmp_path}/")
            .replace('curl -fsS "$FEEDS_PUBLIC_URL', f'curl -fsS "{url}')
        )
        assert (url in compare, str(tmp_path) in compare) == (True, True)

        same = run(compare, tmp_path, new=str(tmp_path / "new"), TMPDIR=str(tmp_path))
        exported = {path.name for path in tmp_path.glob(f"tmp.*/{SLUG}/*.ics")}
        assert (same.stdout, same.stderr) == ("", "")
        assert {"main.ics", "all.ics", "lectures.ics", "exams.ics"} <= exported

        spoilt = compare.replace("(cd ", f"echo >> $export/{SLUG}/exams.ics\n(cd ")
        other = run(spoilt, tmp_path, new=str(tmp_path / "new"), TMPDIR=str(tmp_path))
        assert other.stdout == f"differs: {SLUG}/exams.ics\n"
