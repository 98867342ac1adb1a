"""When each content file was made and last changed, by real git repositories."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opslag.content.history import Dates, read_history
from opslag.errors import ContentError, OpslagError

from tests.bare_site import git


def on(day: int, month: int = 10) -> str:
    """A moment of 2026, as git is told it."""
    return f"2026-{month:02}-{day:02}T12:00:00+02:00"


def seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())


def dates(created: str, updated: str) -> Dates:
    return Dates(seconds(created), seconds(updated))


class Repository:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.content = root / "content"
        self.content.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch", "main")

    def git(self, *arguments: str, at: str = on(1)) -> str:
        return git(self.root, *arguments, at=at)

    def write(self, path: str, text: str) -> None:
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def commit(self, at: str, **files: str) -> None:
        for path, text in files.items():
            self.write(path.replace("__", "/") + ".md", text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "Edit", at=at)

    def dates(self) -> dict[str, Dates]:
        history = read_history(self.content)
        assert history is not None
        return dict(history.dates)

    def dirty(self) -> set[str]:
        history = read_history(self.content)
        assert history is not None
        return set(history.dirty)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "site")


TEXT = "---\ntitle: Krimiaften\n---\nTre forfattere læser op og svarer på spørgsmål.\n"


def test_a_file_is_as_old_as_its_first_commit_and_changed_with_its_last(repository: Repository) -> None:
    repository.commit(on(1), krimi=TEXT)
    repository.commit(on(2), jazz="Jazz")
    repository.commit(on(3), krimi=TEXT + "Gratis.\n")
    assert repository.dates() == {"krimi.md": dates(on(1), on(3)), "jazz.md": dates(on(2), on(2))}
    assert repository.dirty() == set()


def test_a_renamed_file_keeps_its_dates_through_many_names(repository: Repository) -> None:
    repository.commit(on(1), events__krimi=TEXT)
    for day, (old, new) in enumerate([("events/krimi", "events/krimiaften"), ("events/krimiaften", "events/2026/krimi")], 2):
        (repository.content / f"{new}.md").parent.mkdir(exist_ok=True)
        repository.git("mv", f"content/{old}.md", f"content/{new}.md")
        repository.commit(on(day), andre=f"{day}")
    repository.commit(on(5), events__2026__krimi=TEXT + "Gratis.\n")
    assert repository.dates()["events/2026/krimi.md"] == dates(on(1), on(5))


def test_what_lies_beside_the_content_tells_nothing_of_it(repository: Repository) -> None:
    drafts = repository.content.parent / "drafts"
    drafts.mkdir()
    (drafts / "krimi.md").write_text(TEXT, encoding="utf-8")
    repository.commit(on(1), jazz="Jazz")
    repository.git("mv", "drafts/krimi.md", "content/krimi.md")
    repository.commit(on(2))
    drafts.mkdir(exist_ok=True)
    repository.git("mv", "content/jazz.md", "drafts/jazz.md")
    repository.commit(on(3))
    repository.commit(on(4), jazz="Mere jazz")
    assert repository.dates() == {"krimi.md": dates(on(2), on(2)), "jazz.md": dates(on(1), on(4))}


def test_a_file_renamed_and_edited_at_once_keeps_its_dates(repository: Repository) -> None:
    repository.commit(on(1), krimi=TEXT)
    repository.git("mv", "content/krimi.md", "content/krimiaften.md")
    repository.commit(on(2), krimiaften=TEXT + "Gratis.\n")
    assert repository.dates()["krimiaften.md"] == dates(on(1), on(2))


def test_a_new_file_under_a_former_name_is_a_new_file(repository: Repository) -> None:
    repository.commit(on(1), krimi=TEXT)
    repository.git("mv", "content/krimi.md", "content/arkiv.md")
    repository.commit(on(2))
    repository.commit(on(3), krimi="Noget helt andet, som ingen forveksler.\n")
    assert repository.dates() == {"arkiv.md": dates(on(1), on(2)), "krimi.md": dates(on(3), on(3))}


def test_a_rebase_changes_no_date(repository: Repository) -> None:
    repository.commit(on(1), krimi=TEXT)
    repository.git("checkout", "--quiet", "-b", "efteraar")
    repository.commit(on(2), jazz="Jazz")
    repository.git("checkout", "--quiet", "main")
    repository.commit(on(3), kaffe="Kaffe")
    repository.git("checkout", "--quiet", "efteraar")
    before = repository.dates()
    repository.git("rebase", "--quiet", "main", at=on(20))
    assert repository.dates() == {**before, "kaffe.md": dates(on(3), on(3))}


def test_a_merge_brings_the_dates_of_both_sides(repository: Repository) -> None:
    repository.commit(on(1), krimi=TEXT)
    repository.git("checkout", "--quiet", "-b", "efteraar")
    repository.git("mv", "content/krimi.md", "content/krimiaften.md")
    repository.commit(on(4))
    repository.git("checkout", "--quiet", "main")
    repository.commit(on(3), jazz="Jazz")
    repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", "efteraar", at=on(9))
    assert repository.dates() == {"krimiaften.md": dates(on(1), on(4)), "jazz.md": dates(on(3), on(3))}


def test_a_rename_is_followed_where_a_computers_clock_was_wrong(repository: Repository) -> None:
    repository.commit(on(10), krimi=TEXT)
    repository.git("checkout", "--quiet", "-b", "efteraar")
    repository.git("mv", "content/krimi.md", "content/krimiaften.md")
    repository.commit(on(5))
    repository.git("checkout", "--quiet", "main")
    repository.commit(on(12), jazz="Jazz")
    repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", "efteraar", at=on(13))
    assert repository.dates()["krimiaften.md"] == dates(on(5), on(10))


def test_what_a_merge_itself_changed_is_a_change(repository: Repository) -> None:
    repository.commit(on(1), krimi="Begynder kl. 19\n", jazz="Jazz")
    repository.git("checkout", "--quiet", "-b", "efteraar")
    repository.commit(on(2), krimi="Begynder kl. 20\n")
    repository.git("checkout", "--quiet", "main")
    repository.commit(on(3), krimi="Begynder kl. 18\n")
    repository.git("merge", "--quiet", "--no-commit", "--strategy", "ours", "efteraar")
    repository.commit(on(9), krimi="Begynder kl. 19.30\n")
    assert repository.dates() == {"krimi.md": dates(on(1), on(9)), "jazz.md": dates(on(1), on(1))}


def test_what_is_edited_or_new_and_not_committed_is_known(repository: Repository) -> None:
    repository.commit(on(1), krimi=TEXT, jazz="Jazz", kaffe="Kaffe")
    repository.write("krimi.md", "Andet")
    repository.write("jazz.md", "Andet")
    repository.git("add", "content/jazz.md")
    repository.write("nye/læsekreds.md", "Ny")
    assert repository.dirty() == {"krimi.md", "jazz.md", "nye/læsekreds.md"}
    assert repository.dates()["krimi.md"] == dates(on(1), on(1))


@pytest.mark.parametrize(
    "name",
    ["æøå.md", "to ord.md", "a\"b'.md", "ny\nlinje.md", "ta\tb.md", " a.md", "-b.md", "\x01.md", "R100.md", "æ/ø/å.md"],
)
def test_any_file_name_has_its_dates(repository: Repository, name: str) -> None:
    repository.write("gammel.md", TEXT)
    repository.commit(on(1))
    (repository.content / name).parent.mkdir(parents=True, exist_ok=True)
    (repository.content / "gammel.md").rename(repository.content / name)
    repository.commit(on(2))
    repository.write(name, TEXT + "Mere")
    assert repository.dates()[name] == dates(on(1), on(2))
    assert repository.dirty() == {name}


@pytest.mark.parametrize("below", ["", "site", "a b/æ"])
def test_the_content_may_lie_anywhere_in_its_repository(tmp_path: Path, below: str) -> None:
    content = tmp_path / "lager" / below / "content"
    content.mkdir(parents=True)
    (content / "krimi.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "lager" / "andet.md").write_text("uden for", encoding="utf-8")
    for arguments in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "Edit")):
        git(tmp_path / "lager", *arguments, at=on(1))
    (content / "jazz.md").write_text("Jazz", encoding="utf-8")
    history = read_history(content)
    assert history is not None
    assert (dict(history.dates), history.dirty) == ({"krimi.md": dates(on(1), on(1))}, frozenset({"jazz.md"}))


def test_the_content_may_be_the_repository_itself(tmp_path: Path) -> None:
    (tmp_path / "krimi.md").write_text(TEXT, encoding="utf-8")
    for arguments in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "Edit")):
        git(tmp_path, *arguments, at=on(1))
    history = read_history(tmp_path)
    assert history is not None
    assert dict(history.dates) == {"krimi.md": dates(on(1), on(1))}


def test_a_shallow_clone_is_refused_because_its_dates_would_be_wrong(repository: Repository, tmp_path: Path) -> None:
    repository.commit(on(1), krimi=TEXT)
    repository.commit(on(2), krimi=TEXT + "Mere")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{repository.root}", "klon")
    with pytest.raises(ContentError) as caught:
        read_history(tmp_path / "klon" / "content")
    said = "content: a shallow clone, whose dates would be wrong; fetch the whole history: git fetch --unshallow"
    assert str(caught.value) == said
    git(tmp_path / "klon", "fetch", "--quiet", "--unshallow")
    history = read_history(tmp_path / "klon" / "content")
    assert history is not None
    assert dict(history.dates) == repository.dates()


def test_without_a_repository_there_is_no_history(tmp_path: Path) -> None:
    assert read_history(tmp_path) is None


def test_a_repository_is_refused_where_git_is_missing_because_every_date_would_be_wrong(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(on(1), krimi=TEXT)
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(ContentError) as caught:
        read_history(repository.content)
    assert str(caught.value) == "content: a git repository, whose dates nobody can tell without git; install git"
    shutil.rmtree(repository.root / ".git")
    assert read_history(repository.content) is None


def test_a_repository_without_a_commit_has_a_history_in_which_all_is_new(repository: Repository) -> None:
    repository.write("krimi.md", TEXT)
    history = read_history(repository.content)
    assert history is not None
    assert (history.head, dict(history.dates), history.dirty) == ("", {}, frozenset({"krimi.md"}))


def test_a_repository_that_git_refuses_is_told_and_not_passed_over(repository: Repository) -> None:
    repository.commit(on(1), krimi=TEXT)
    shutil.rmtree(repository.root / ".git")
    (repository.root / ".git").write_text("gitdir: /nonexistent\n", encoding="utf-8")
    with pytest.raises(OpslagError, match="not a git repository: /nonexistent"):
        read_history(repository.content)


def test_what_a_hook_of_git_is_told_leads_to_no_other_repository(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(on(1), krimi=TEXT)
    other = Repository(tmp_path / "andet")
    other.commit(on(5), andet="Andet")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git" / "index"))
    assert repository.dates() == {"krimi.md": dates(on(1), on(1))}
    assert repository.dirty() == set()


def test_no_setting_of_the_user_changes_what_is_read(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(on(1), æbler=TEXT)
    repository.git("mv", "content/æbler.md", "content/pærer.md")
    repository.commit(on(2))
    repository.write("ny.md", "Ny")
    plain = repository.dates(), repository.dirty()
    config = tmp_path / "gitconfig"
    config.write_text(
        "[diff]\nrenames = false\nrelative = true\nnoprefix = true\nrenameLimit = 1\n"
        "[status]\nshowUntrackedFiles = no\nrelativePaths = true\nrenames = true\nshort = true\nbranch = true\n"
        "[log]\nshowSignature = true\nfollow = true\ndate = relative\n[core]\nquotepath = true\n"
        "[color]\nui = always\n[i18n]\nlogOutputEncoding = latin1\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("LANGUAGE", "da")
    assert (repository.dates(), repository.dirty()) == plain


kinds = st.sampled_from(["edit", "rename", "delete"])
edits = st.lists(st.tuples(st.sampled_from("abc"), kinds, st.sampled_from("abcd")), min_size=1, max_size=12)


@settings(max_examples=15)
@given(edits)
def test_whatever_is_edited_renamed_or_deleted_a_file_was_changed_when_it_was(edits: list[tuple[str, str, str]]) -> None:
    with TemporaryDirectory() as folder:
        repository = Repository(Path(folder) / "site")
        born: dict[str, str] = {}
        changed: dict[str, str] = {}
        for number, (name, what, other) in enumerate(edits):
            at = on(1 + number)
            file = repository.content / f"{name}.md"
            if what == "edit" or not file.exists():
                born.setdefault(name, at)
                file.write_text(f"{name} {'x' * 200}\n{number if file.exists() else ''}", encoding="utf-8")
                changed[name] = at
            elif what == "rename" and not (repository.content / f"{other}.md").exists():
                file.rename(repository.content / f"{other}.md")
                born[other], changed[other] = born.pop(name), at
                changed.pop(name)
            elif what == "delete":
                file.unlink()
                changed.pop(name)
                born.pop(name)
            repository.git("add", "--all")
            repository.git("commit", "--quiet", "--allow-empty", "--message", "Edit", at=at)
        found = repository.dates()
        for name, at in changed.items():
            assert found[f"{name}.md"].updated == seconds(at)
            assert found[f"{name}.md"].created <= seconds(born[name])


def test_dates_are_kept_by_the_commit_that_they_follow_from(repository: Repository, tmp_path: Path) -> None:
    kept = tmp_path / "kept" / "dates"
    repository.commit(on(1), krimi=TEXT)
    before = read_history(repository.content, kept)
    data = kept.read_bytes()
    assert read_history(repository.content, kept) == before
    assert kept.read_bytes() == data
    repository.commit(on(2), krimi=TEXT + "Mere")
    after = read_history(repository.content, kept)
    assert after is not None
    assert dict(after.dates) == {"krimi.md": dates(on(1), on(2))}


@pytest.mark.parametrize("damage", [b"", b"\x00" * 64, None])
def test_damaged_dates_are_asked_of_git_again(repository: Repository, tmp_path: Path, damage: bytes | None) -> None:
    kept = tmp_path / "dates"
    repository.commit(on(1), krimi=TEXT)
    before = read_history(repository.content, kept)
    kept.write_bytes(kept.read_bytes()[:-1] + b"?" if damage is None else damage)
    assert read_history(repository.content, kept) == before
