"""Pictures as editors name them: what they are told where the name, the text or the file is wrong."""

from __future__ import annotations

import pytest
from opslag.content.gallery import Gallery, PictureError
from opslag.content.picture import PictureUse
from opslag.errors import ContentError

from tests.drawn import jpeg

ALT = b"alt: Tre forfattere ved et bord.\ncredit: 'Foto: Anne Holm'\n"


class Folder(dict[str, bytes]):
    """content/ in memory, which counts how often a file is read."""

    def __init__(self, **files: bytes) -> None:
        super().__init__()
        self.reads: list[str] = []

    def read(self, path: str) -> bytes:
        self.reads.append(path)
        return self[path]


@pytest.fixture
def folder() -> Folder:
    folder = Folder()
    folder |= {
        "images/krimi.jpg": jpeg(60, 40),
        "images/krimi.yaml": ALT,
        "images/2026/Sommer.JPG": jpeg(60, 40),
        "images/stum.jpg": jpeg(60, 40),
        "events/krimi.md": b"---\n",
    }
    return folder


def gallery(folder: Folder) -> Gallery:
    return Gallery(folder, folder.read)


def wrong(folder: Folder, path: str) -> str:
    with pytest.raises(PictureError) as caught:
        gallery(folder).picture(PictureUse(path))
    return f"{caught.value.found}; {caught.value.remedy}"


def test_a_picture_has_the_text_and_the_credit_that_stand_beside_it(folder: Folder) -> None:
    found = gallery(folder).picture(PictureUse("images/krimi.jpg"))
    assert (found.path, found.width, found.height) == ("images/krimi.jpg", 60, 40)
    assert (found.alt, found.credit) == ("Tre forfattere ved et bord.", "Foto: Anne Holm")


def test_the_text_of_one_place_goes_before_the_text_beside_the_file(folder: Folder) -> None:
    found = gallery(folder).picture(PictureUse("images/krimi.jpg", alt="En sal med folk."))
    assert (found.alt, found.credit) == ("En sal med folk.", "Foto: Anne Holm")


def test_a_picture_that_is_used_often_is_read_once(folder: Folder) -> None:
    pictures = gallery(folder)
    assert pictures.picture(PictureUse("images/krimi.jpg")) == pictures.picture(PictureUse("images/krimi.jpg"))
    assert sorted(folder.reads) == ["images/krimi.jpg", "images/krimi.yaml"]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("images/krimmi.jpg", 'no picture "images/krimmi.jpg" in content/; did you mean "images/krimi.jpg"?'),
        ("images/Krimi.jpg", 'did you mean "images/krimi.jpg"?'),
        ("images/2026/sommer.jpg", 'did you mean "images/2026/Sommer.JPG"?'),
        ("krimi.jpg", 'did you mean "images/krimi.jpg"?'),
        ("/images/krimi.jpg", 'which is no path below content/; write images/ and its name; did you mean "images/krimi.jpg"?'),
        ("content/images/krimi.jpg", 'did you mean "images/krimi.jpg"?'),
        ("../content/images/krimi.jpg", "which is no path below content/"),
        ("images/../images/krimi.jpg", 'did you mean "images/krimi.jpg"?'),
        ("images\\krimi.jpg", 'did you mean "images/krimi.jpg"?'),
        ("../../etc/passwd", "which is no path below content/"),
        ("https://andre.example/krimi.jpg", "a picture on another site; save it in content/images/"),
        ("images/krimi.yaml", 'no picture "images/krimi.yaml"'),
        ("events/krimi.md", 'no picture "events/krimi.md"'),
    ],
)
def test_an_editor_is_told_which_picture_was_probably_meant(folder: Folder, path: str, told: str) -> None:
    assert told in wrong(folder, path)


def test_only_a_picture_is_offered_for_one(folder: Folder) -> None:
    folder.clear()
    folder["imported.json"] = b"{}"
    assert wrong(folder, "images/logo.svg") == 'no picture "images/logo.svg" in content/; there is none yet'


def test_a_picture_without_a_text_is_refused_with_the_file_to_write(folder: Folder) -> None:
    told = wrong(folder, "images/stum.jpg")
    assert told == '"images/stum.jpg" has no alt text; say what it shows: write content/images/stum.yaml with the line alt: …'


def test_the_same_letters_are_the_same_name_however_a_system_writes_them(folder: Folder) -> None:
    folder["images/bla\u030abær.jpg"] = jpeg(60, 40)  # as macOS writes å
    folder["images/blåbær.yaml"] = ALT
    found = gallery(folder).picture(PictureUse("images/blåbær.jpg"))
    assert found.path == "images/bla\u030abær.jpg"
    assert found.alt == "Tre forfattere ved et bord."


def test_all_faults_of_a_picture_and_of_its_text_are_said_at_once(folder: Folder) -> None:
    folder["images/krimi.jpg"] = b"ingenting"
    folder["images/krimi.yaml"] = b"credit: Anne\nkredit: Anne\n"
    pictures = gallery(folder)
    for _ in range(2):
        with pytest.raises(ContentError) as caught:
            pictures.picture(PictureUse("images/krimi.jpg"))
        text = str(caught.value)
        assert "content/images/krimi.jpg: no picture" in text
        assert "content/images/krimi.yaml:1:1: alt: missing" in text
        assert 'content/images/krimi.yaml:2:1: kredit: unknown key; did you mean "credit"?' in text


def test_a_file_that_cannot_be_read_is_a_problem_that_names_it(folder: Folder) -> None:
    def read(path: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    with pytest.raises(ContentError, match=r"content/images/krimi.jpg: cannot be read \(Permission denied\)"):
        Gallery(folder, read).picture(PictureUse("images/krimi.jpg"))
