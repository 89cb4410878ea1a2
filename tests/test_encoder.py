"""The encoder: offsets, readings that do not depend on their neighbours, memory, and what happens without it."""

import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import encoder as encoder_module
from claims.encoder import FILES, WEIGHTS, Encoder, check_weights, encoder_fault, load_encoder
from claims.network.role_tags import RoleTags, ScoredSpan, whole_words
from claims.network.tagging import best_tags, spans_of
from claims.text.sentences import read_lines

WEIGHT_LIMIT_BYTES = 25_000_000
ARTICLE = (
    "The minister said on Monday that 1,200 homes had been lost to the flood.\n\n"
    "“We will rebuild every one of them,” Ana Nuñez told reporters in Porto. “Nobody is left behind.”\n\n"
    "According to the mayor, the dam held until midnight. Its owner denied that.\n"
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """Return the encoder that ships."""
    found = load_encoder()
    assert found is not None, encoder_fault()
    return found


def read(encoder: Encoder, text: str) -> RoleTags:
    """Tag a whole text."""
    return encoder.read_tags(text, read_lines(text))


def words_of(text: str, tags: RoleTags, role: str) -> list[str]:
    """Return the words that a role's spans cover."""
    return [span.span.of(text) for span in getattr(tags, role)]


def test_weights_fit_the_repository() -> None:
    """All files beside the code weigh at most 25 MB."""
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) <= WEIGHT_LIMIT_BYTES


def test_tags_name_source_cue_and_content(encoder: Encoder) -> None:
    """A plain indirect quote yields its three roles to the letter."""
    tags = read(encoder, ARTICLE)

    assert "The minister" in words_of(ARTICLE, tags, "source")
    assert "1,200 homes had been lost to the flood" in " ".join(words_of(ARTICLE, tags, "content"))
    assert any("said" in cue for cue in words_of(ARTICLE, tags, "cue"))


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("curly quotes", "“Zoë”"),
        ("accents", "José Peña"),
        ("combining marks", unicodedata.normalize("NFD", "José Peña")),
        ("emoji", "👩🏽‍🚒 Peña"),
        ("an emoji before", "🔥🔥 Zoë"),
        ("dotless and sharp", "Işık Groß"),
        ("a ligature", "Geoﬀrey"),
        ("a capital that grows when lowered", "İpek"),
        ("thin spaces", "Ana\u2009Nuñez"),
        ("a script outside the vocabulary", "Иван 李明"),
    ],
)
def test_offsets_cover_whole_words(encoder: Encoder, name: str, printed: str) -> None:
    """Spans begin and end at the edges of words, whatever the letters are made of."""
    text = f"{printed} {printed} told reporters that 40 people were hurt, {name}.\n{printed} denied it."
    tags = read(encoder, text)
    edges = {0, len(text)} | {i for i, c in enumerate(text) for i in (i, i + 1) if not c.isalnum()}

    assert tags.content
    for spans in (tags.source, tags.cue, tags.content):
        for span in spans:
            assert span.start in edges | {i for i in edges if unicodedata.combining(text[i - 1 : i] or "x")}
            assert not (span.end < len(text) and unicodedata.combining(text[span.end]))


def test_spans_are_widened_to_whole_words() -> None:
    """A span that cuts a word takes all of it, the next one begins behind it, and what has no word left goes."""
    text = "Ana Núñez-Peña said so"
    cut = [ScoredSpan(5, 8, 0.5), ScoredSpan(8, 9, 0.4), ScoredSpan(11, 16, 0.9)]

    assert [(s.start, s.end, s.score) for s in whole_words(cut, text)] == [(4, 9, 0.5), (10, 19, 0.9)]


def test_a_run_of_letters_without_end_is_left_as_it_was_cut() -> None:
    """What no word is that long is not walked through."""
    assert whole_words([ScoredSpan(500, 600, 0.5)], "x" * 10_000) == (ScoredSpan(500, 600, 0.5),)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_yields_spans_inside_it(text: str) -> None:
    """Whatever the text, spans are ordered, lie inside it, and those of one role never overlap."""
    encoder = load_encoder()
    assert encoder is not None
    tags = read(encoder, text)

    for spans in (tags.source, tags.cue, tags.content):
        edges = [edge for span in spans for edge in (span.start, span.end)]
        assert edges == sorted(edges)
        assert all(0 <= span.start < span.end <= len(text) and 0 <= span.score <= 1 for span in spans)


def test_same_input_in_any_batch_gives_the_same_output() -> None:
    """A sentence's worth and embedding, and an article's tags, do not depend on what is read beside them."""
    sentences = [
        f"Output rose {i} percent in {1950 + i}, {'the ministry said, ' * (i % 9)}after a weak spring."
        for i in range(70)
    ]
    together, alone = Encoder(), Encoder()
    worth, embedding = together.read_worth(sentences), together.embed(sentences)

    for i in (0, 7, 33, 69):
        assert np.abs(alone.read_worth([sentences[i]])[0] - worth[i]).max() < 1e-3
        assert np.abs(alone.embed([sentences[i]])[0] - embedding[i]).max() < 1e-3
    for span, other in zip(read(alone, ARTICLE).content, read(Encoder(), ARTICLE).content, strict=True):
        assert (span.start, span.end) == (other.start, other.end)
        assert abs(span.score - other.score) < 1e-3


def test_reading_ahead_changes_nothing() -> None:
    """Articles read together yield the tags that each yields alone, to 1e-3."""
    texts = [ARTICLE, ARTICLE.replace("minister", "senator"), "Police said two people were hurt.\n" + ARTICLE]
    ahead = Encoder()
    ahead.read_ahead([(text, read_lines(text)) for text in texts])

    for text in texts:
        for span, other in zip(read(ahead, text).content, read(Encoder(), text).content, strict=True):
            assert (span.start, span.end) == (other.start, other.end)
            assert abs(span.score - other.score) < 1e-3


def test_an_article_that_comes_again_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second reading gives the same tags, at the offsets of its own text, without running the network."""
    encoder = Encoder()
    first = read(encoder, ARTICLE)
    monkeypatch.setattr(encoder, "_read_rows", lambda _rows: pytest.fail("read again"))
    again = read(encoder, "\n\n" + ARTICLE)

    assert [(s.start + 2, s.end + 2, s.score) for s in first.content] == [
        (s.start, s.end, s.score) for s in again.content
    ]


def test_a_sentence_reads_alike_alone_and_in_an_article() -> None:
    """What was read within an article is what the bare sentence yields."""
    sentence = "Its owner denied that."
    within, alone = Encoder(), Encoder()
    read(within, ARTICLE)

    assert np.abs(within.read_worth([sentence]) - alone.read_worth([sentence])).max() < 1e-3


def test_no_sentences_yield_empty_arrays(encoder: Encoder) -> None:
    """Nothing in, nothing out, in the right shape."""
    assert encoder.read_worth([]).shape[0] == 0
    assert encoder.embed([]).shape == (0, encoder_module.WIDTH)
    assert read(encoder, "") == RoleTags()


def test_embeddings_are_unit_vectors_that_know_a_paraphrase(encoder: Encoder) -> None:
    """Two ways of saying a thing lie closer than two things."""
    a, b, c = encoder.embed(
        ["Unemployment fell to four percent.", "The jobless rate dropped to 4%.", "The striker scored twice in Leeds."]
    )

    assert np.allclose(np.linalg.norm([a, b, c], axis=1), 1, atol=1e-5)
    assert a @ b > a @ c + 0.2


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    """Weights that are not those of the card are not used, and the error names the file."""
    for name in (*FILES, "card.json"):
        (tmp_path / name).write_bytes((WEIGHTS / name).read_bytes())
    (tmp_path / "window.onnx").write_bytes(b"other")

    with pytest.raises(ValueError, match=r"window\.onnx is not the file that card\.json describes"):
        check_weights(tmp_path)


def test_without_onnxruntime_there_is_a_reason_and_no_encoder() -> None:
    """Where onnxruntime cannot load, `load_encoder` gives None and `worth` still answers."""
    code = (
        "import sys; sys.modules['onnxruntime'] = None\n"
        "from claims.encoder import load_encoder, encoder_fault\n"
        "from claims.worth import worth\n"
        "assert load_encoder() is None and 'onnxruntime' in encoder_fault()\n"
        "print(worth(['The deficit rose to 3.2 billion dollars in 2019.', 'Thank you all.'], 'debate'))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stderr


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak of one process")
def test_memory_stays_under_400_mb_for_a_megabyte(tmp_path: Path) -> None:
    """A text of one megabyte is read in blocks; a fifteenth of it is new to the encoder, which fills more than one block."""
    code = (
        "import re, sys\n"
        "from claims.encoder import load_encoder\n"
        "from claims.text.sentences import read_lines\n"
        "text = open(sys.argv[1], encoding='utf-8').read()\n"
        "load_encoder().read_tags(text, read_lines(text))\n"
        # ru_maxrss would count the memory of the process that started this one
        "print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])\n"
    )
    path = Path(__file__)
    told = ("Officials said that {} of the {} roads were closed.", "“Nobody saw it,” said driver {}, aged {}.")
    paragraphs = [" ".join(line.format(n, n + i) for i in range(4) for line in told) for n in range(170)]
    text = "\n\n".join(paragraphs) + "\n\n"
    text_file = tmp_path / "long.txt"
    text_file.write_text(text * (1 + 1_000_000 // len(text.encode())), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", code, str(text_file)], capture_output=True, text=True, check=True, cwd=path.parents[1]
    )

    assert int(run.stdout) < 400 * 1024


def test_best_tags_are_well_formed() -> None:
    """Whatever the scores, a span that begins ends, and nothing is tagged behind a row's end."""
    scores = np.log(np.random.default_rng(0).dirichlet(np.ones(5), (40, 12))).astype(np.float32)
    lengths = np.arange(40) % 12 + 1
    tags = best_tags(scores, lengths)

    for row, length in zip(tags, lengths, strict=True):
        assert not row[length:].any()
        assert all(first <= last < length for first, last in spans_of(row))
