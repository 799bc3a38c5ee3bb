"""The package as its users call it. Run in an environment where the wheel is installed: ``make wheel-test``."""

import json
import os
import subprocess
import threading
import time
from pathlib import Path

import offprint
import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
ESSAY = (EXAMPLES / "essay.md").read_bytes()


def program():
    """The program of the same version, if it was built; OFFPRINT_CONVERT names it."""
    path = os.environ.get("OFFPRINT_CONVERT")
    if not path:
        pytest.skip("OFFPRINT_CONVERT does not name the program to compare with")
    return path


@pytest.mark.parametrize("name", ["essay.md", "news.txt", "technical.md", "recipe.md", "poem.md", "letter.txt"])
@pytest.mark.parametrize("to", ["pdf", "epub", "md", "html"])
def test_the_same_bytes_as_the_program(name, to, tmp_path):
    article = EXAMPLES / name
    made = tmp_path / f"made.{to}"
    env = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    subprocess.run([program(), article, "--to", to, "--size", "large", "-o", made, "-q"], check=True, env=env)
    pictures = {f"pictures/{path.name}": path.read_bytes() for path in (EXAMPLES / "pictures").iterdir()}
    output = offprint.convert(article.read_bytes(), to=to, size="large", name=name, pictures=pictures)
    assert output.bytes == made.read_bytes()


def test_text_is_an_article_too():
    output = offprint.convert("# Lamps\n\nA lamp was lit.", to="md")
    assert output.text == "# Lamps\n\nA lamp was lit.\n"
    assert (output.format, output.extension) == ("md", "md")


def test_what_is_stated_replaces_what_the_article_says():
    article = offprint.Article(ESSAY, name="essay.md", title="Other", authors=["A. Marsh", "B. Reed"], date="2024-05-31")
    seen = offprint.inspect(article)
    assert (seen["title"], seen["authors"], seen["date"]) == ("Other", ["A. Marsh", "B. Reed"], "2024-05-31")


def test_removals_are_remarks_and_can_be_kept():
    page = (EXAMPLES / "news.txt").read_bytes()
    less, all_of_it = offprint.convert(page, to="md"), offprint.convert(page, to="md", keep_all=True)
    assert any(remark.line and remark.severity == "remark" for remark in less.remarks)
    assert len(less.bytes) < len(all_of_it.bytes)


def test_a_missing_picture_is_a_warning_and_a_given_one_is_a_file():
    picture = (EXAMPLES / "pictures" / os.listdir(EXAMPLES / "pictures")[0]).read_bytes()
    text = "# A\n\nText before it.\n\n![A lamp](img/a%20lamp.png)\n"
    missing = offprint.convert(text, to="md", name="a.md")
    assert any(remark.severity == "warning" for remark in missing.remarks)
    given = offprint.convert(text, to="md", name="a.md", pictures={"img/a lamp.png": picture})
    assert list(given.files.values()) == [picture]


def test_files_are_saved_whole(tmp_path):
    offprint.convert(ESSAY, to="pdf", name="essay.md").save(tmp_path / "essay.pdf")
    assert (tmp_path / "essay.pdf").read_bytes().startswith(b"%PDF-")
    assert [path.name for path in tmp_path.iterdir()] == ["essay.pdf"]


def test_an_edition_keeps_two_pictures_of_one_name_apart():
    names = sorted(os.listdir(EXAMPLES / "pictures"))[:2]
    articles = [
        offprint.Article(f"# {name}\n\n![One]({'p.png'})\n\nText.", name="a.md",
                         pictures={"p.png": (EXAMPLES / "pictures" / name).read_bytes()})
        for name in names
    ]  # fmt: skip
    book = offprint.edition(articles, "Two")
    assert book.bytes.startswith(b"PK") and len(book.metadata) == 2


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: offprint.convert(ESSAY, to="docx"), "format"),
        (lambda: offprint.convert(ESSAY, format="docx"), "format"),
        (lambda: offprint.convert(ESSAY, size="hugo"), "style"),
        (lambda: offprint.convert(ESSAY, style="nope"), "style"),
        (lambda: offprint.convert(ESSAY, standard="nope"), "style"),
        (lambda: offprint.convert(b"%PDF-1.7\n"), "foreign"),
        (lambda: offprint.convert(b"PK\x03\x04 half a book", format="epub"), None),
        (lambda: offprint.edition([], "None"), "empty"),
        (lambda: offprint.edition([ESSAY], "One", to="md"), "unsupported"),
    ],
)
def test_errors_have_a_code_and_say_what_to_do(call, code):
    with pytest.raises(offprint.OffprintError) as caught:
        call()
    assert caught.value.code == code or code is None and caught.value.code
    assert caught.value.hint or code == "unsupported"
    assert (caught.value.hint or "") in str(caught.value)


def test_deep_articles_end_no_process():
    assert offprint.convert("> " * 20_000 + "x", to="pdf", name="a.md").bytes.startswith(b"%PDF-")


def test_unknown_keywords_are_refused():
    with pytest.raises(TypeError):
        offprint.convert(ESSAY, colour="red")
    with pytest.raises(TypeError):
        offprint.convert(offprint.Article(ESSAY), title="Other")


def test_threads_work_at_the_same_time():
    """While one thread makes pages, another counts: with the lock held it would not."""
    done = threading.Event()
    long = "\n\n".join([ESSAY.decode()] * 20)

    def make():
        offprint.convert(long, to="pdf", name="essay.md")
        done.set()

    worker = threading.Thread(target=make)
    worker.start()
    turns = 0
    while not done.is_set():
        turns += 1
        time.sleep(0.001)
    worker.join()
    assert turns > 5


def test_it_is_typed():
    assert (Path(offprint.__file__).parent / "py.typed").exists()
    assert json.loads(json.dumps(offprint.inspect(ESSAY, name="essay.md")))["kind"] == "markdown"
