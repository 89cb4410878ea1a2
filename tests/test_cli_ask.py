"""`report`, `sql` and `explain` ask the published database; `init` and `doctor` look after the machine."""

import csv
import io
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import polars as pl
import pytest
from typer.testing import Result

import desk.health
from desk.health import within
from desk.questions.history import History
from flows.settings import Settings
from warehouse.ask import ask

ARTICLES = Path(__file__).parent / "cases" / "articles"
PEOPLE = "SELECT quote, value_low FROM claims WHERE value_low IN (62, 15) ORDER BY value_low"

# Holds a database file open, says so, and stays until its standard input closes.
HOLDER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "read")
if sys.argv[2] == "write":
    connection.execute("BEGIN")
    connection.execute("CREATE TABLE held (x INTEGER)")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(file: Path, how: str) -> Iterator[subprocess.Popen[str]]:
    """Let another process hold the file, open for `read` or in the middle of a `write`."""
    command = [sys.executable, "-c", HOLDER, str(file.resolve()), how]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield holder
        assert holder.stdin is not None
        holder.stdin.close()


def test_a_question_is_answered_in_each_format(factdesk: Callable[..., Result], published_once: Path, workplace: Path):
    """The same rows as table, CSV, JSON, Markdown and Parquet."""

    def asked(*arguments: str | Path) -> str:
        result = factdesk("sql", PEOPLE, "--data", published_once, *arguments)
        assert result.exit_code == 0, result.stderr
        return result.stdout

    table = asked()
    assert table.splitlines()[0].split() == ["quote", "value_low"]
    assert table.splitlines()[-1] == "(2 rows)"
    rows = list(csv.DictReader(io.StringIO(asked("--format", "csv"))))
    assert [row["value_low"] for row in rows] == ["15.0", "62.0"]
    assert [row["value_low"] for row in json.loads(asked("--format", "json"))] == [15, 62]
    assert asked("--format", "markdown").startswith("| quote | value\\_low |\n|---|---:|\n")
    assert asked("--format", "parquet", "--out", "people.parquet") == ""
    assert pl.read_parquet(workplace / "people.parquet")["value_low"].to_list() == [15, 62]
    asked("--format", "csv", "--out", "people.csv")
    assert (workplace / "people.csv").read_text(encoding="utf-8").startswith("quote,value_low\n")


def test_a_question_may_come_from_a_pipe(factdesk: Callable[..., Result], published_once: Path):
    """`-` reads the SELECT from standard input."""
    assert "(2 rows)" in factdesk("sql", "-", "--data", published_once, stdin=PEOPLE).stdout


REFUSED = {
    "parquet without a file": (["SELECT 1", "--format", "parquet"], "--out FILE"),
    "a change": (["DELETE FROM claims"], "only SELECT is answered"),
    "two statements": (["SELECT 1; SELECT 2"], "one statement is answered at a time"),
    "a misspelt column": (["SELECT qoute FROM claims"], "qoute"),
    "another file": (["SELECT * FROM read_text('/etc/hostname')"], "outside the published file"),
    "an unknown format": (["SELECT 1", "--format", "xml"], "'xml' is not one of"),
}


@pytest.mark.parametrize("case", REFUSED, ids=list(REFUSED))
def test_a_question_that_is_not_answered_is_wrong_usage(
    case: str, factdesk: Callable[..., Result], published_once: Path
):
    """One line says the rule and the next step; the status is 2."""
    arguments, words = REFUSED[case]
    result = factdesk("sql", *arguments, "--data", published_once)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("arguments", [["sql", "SELECT 1"], ["explain", "00"], ["report"]])
def test_asking_before_any_run_says_to_run(arguments: list[str], factdesk: Callable[..., Result], workplace: Path):
    """Nothing is made by asking."""
    result = factdesk(*arguments)
    assert result.exit_code == 1
    assert "nothing is published there yet; `factdesk run INPUT...` does it" in result.stderr
    assert list(workplace.iterdir()) == []


def test_explain_tells_each_flag_and_what_clears_it(factdesk: Callable[..., Result], published_once: Path):
    """By the whole id or by its first digits."""
    where = ["--data", published_once]
    select = "SELECT claim_id, flags FROM claim_flags JOIN claims USING (claim_id) WHERE quote LIKE '62 people%'"
    [claim] = json.loads(factdesk("sql", select, "--format", "json", *where).stdout)
    told = factdesk("explain", claim["claim_id"], *where).stdout
    assert told == factdesk("explain", claim["claim_id"][:12].upper(), *where).stdout
    assert "62 people" in told
    assert all(f"flag {flag}" in told for flag in claim["flags"])
    assert told.count("clear with") == told.count("why") == len(claim["flags"])


@pytest.mark.parametrize(
    ("digits", "words"),
    [("ffffffffffffffff", "no claim_id begins like this"), ("xyz", "16 hexadecimal digits"), ("' OR 1=1 --", "16 hex")],
)
def test_explain_says_what_a_claim_id_is(
    digits: str, words: str, factdesk: Callable[..., Result], published_once: Path
):
    """Whatever is handed in, it never reaches the database as SQL."""
    result = factdesk("explain", digits, "--data", published_once)
    assert result.exit_code == 2
    assert words in result.stderr


def test_explain_lists_the_claims_that_begin_alike(factdesk: Callable[..., Result], published_once: Path):
    """Too few digits are answered with the candidates."""
    ids = json.loads(
        factdesk("sql", "SELECT claim_id FROM claims", "--format", "json", "--data", published_once).stdout
    )
    heads = [row["claim_id"][0] for row in ids]
    twice = next((head for head in heads if heads.count(head) > 1), None)
    if twice is None:
        pytest.skip("no two claims of the cases begin with the same digit")
    result = factdesk("explain", twice, "--data", published_once)
    assert result.exit_code == 2
    assert "several claims begin like this" in result.stderr


def test_the_report_is_written_again_from_the_database(factdesk: Callable[..., Result], published_once: Path):
    """`report` prints where the HTML, CSV and JSONL lie."""
    result = factdesk("report", "--data", published_once)
    paths = [Path(line) for line in result.stdout.splitlines()]
    assert [path.name for path in paths] == ["flagged-claims.html", "flagged-claims.csv", "flagged-claims.jsonl"]
    assert "62 people" in paths[0].read_text(encoding="utf-8")
    lines = paths[2].read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(list(csv.DictReader(paths[1].open(encoding="utf-8"))))


def test_a_run_works_while_somebody_holds_the_published_file(run_plainly: Callable[..., None], workplace: Path):
    """Readers keep their snapshot for as long as they like; the next reader gets the new one."""
    settings = Settings(workplace / "data")
    run_plainly([ARTICLES / "bank.txt"], settings)
    with held(settings.published, "read"):
        run_plainly([ARTICLES / "ferry.txt"], settings)
        assert ask(settings.published, "SELECT count(*) FROM articles").item() == 2


def test_questions_are_answered_while_somebody_writes(
    run_plainly: Callable[..., None], factdesk: Callable[..., Result], workplace: Path
):
    """The live file is locked, and `sql` does not care; `doctor` names the process that holds it."""
    settings = Settings(workplace / "factdesk-data")
    run_plainly([ARTICLES / "ferry.txt"], settings)
    with held(settings.live, "write") as holder:
        assert "1" in factdesk("sql", "SELECT count(*) AS articles FROM articles").stdout
        result = factdesk("doctor")
        assert result.exit_code == 1
        assert f"held by process {holder.pid}" in result.stdout
    assert "nobody holds it" in factdesk("doctor").stdout


def test_doctor_finds_a_healthy_machine_healthy(factdesk: Callable[..., Result], workplace: Path):
    """Nothing is made by looking, and every pin holds."""
    result = factdesk("doctor")
    assert result.exit_code == 0, result.stdout
    for words in ("Python 3.", "prefect 3.", "fastapi 0.", "sqlalchemy 2.", "duckdb ", "can be written", "GB free"):
        assert f"ok   {words}" in result.stdout or words in result.stdout
    assert list(workplace.iterdir()) == []


def test_doctor_names_each_fault_with_its_remedy(
    factdesk: Callable[..., Result], workplace: Path, monkeypatch: pytest.MonkeyPatch
):
    """A wrong release and unusable settings are found."""
    monkeypatch.setattr(desk.health, "version", lambda name: "2.1.9" if name == "sqlalchemy" else "3.8.8")
    (workplace / "factdesk.toml").write_text("colour = 1", encoding="utf-8")
    result = factdesk("doctor")
    assert result.exit_code == 1
    assert "BAD  sqlalchemy 2.1.9, and factdesk works with <2.1 alone" in result.stdout
    assert "colour is not a known setting" in result.stdout
    assert result.stdout.count("->") == result.stdout.count("BAD ")


@pytest.mark.parametrize(
    ("installed", "bounds", "holds"),
    [
        ("2.0.58", "<2.1", True),
        ("2.1.9", "<2.1", False),
        ("2.1", "<2.1", False),
        ("3.8.8", "<3.9,>=3.8.8", True),
        ("3.8", ">=3.8.8", False),
        ("2.1.0", "==2.1", True),
        ("1.5.5", "", True),
    ],
)
def test_releases_are_compared_by_their_numbers(installed: str, bounds: str, *, holds: bool):
    """2.10 is newer than 2.9, and 2.1 is 2.1.0."""
    assert within(installed, bounds) is holds


def test_init_writes_a_usable_file_and_never_over_another(factdesk: Callable[..., Result], workplace: Path):
    """The template is taken as it is; a second call leaves the file alone."""
    assert factdesk("init").exit_code == 0
    written = (workplace / "factdesk.toml").read_text(encoding="utf-8")
    assert factdesk("doctor").exit_code == 0
    (workplace / "factdesk.toml").write_text(written + "# mine\n", encoding="utf-8")
    result = factdesk("init")
    assert result.exit_code == 2
    assert "is there already and is left alone" in result.stderr
    assert (workplace / "factdesk.toml").read_text(encoding="utf-8").endswith("# mine\n")


def test_inputs_that_cannot_be_read_start_nothing(factdesk: Callable[..., Result], workplace: Path):
    """`run` says what is wrong before it starts Prefect, and leaves no file."""
    result = factdesk("run", "gone.txt")
    assert result.exit_code == 1
    assert "refused: gone.txt: there is no such file or folder" in result.stderr
    assert "nothing was started" in result.stderr
    assert list(workplace.iterdir()) == []


def test_a_named_server_that_does_not_answer_is_told(factdesk: Callable[..., Result], monkeypatch: pytest.MonkeyPatch):
    """Before Prefect is imported, and without its pages of traceback."""
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    result = factdesk("run", ARTICLES)
    assert result.exit_code == 1
    assert "PREFECT_API_URL names http://127.0.0.1:9/api, and no Prefect server answers there" in result.stderr


@pytest.mark.parametrize("status", [200, 401])
def test_doctor_says_of_a_named_server_whether_it_lets_everybody_in(
    status: int, factdesk: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
):
    """One that answers without a password runs code for anybody: that is told, with how to mend it."""

    class Api(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/api/health" else status)
            self.end_headers()

        def log_message(self, *_given: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Api) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{server.server_port}/api")
        result = factdesk("doctor")
        server.shutdown()
    told = ("asks for no password" in result.stdout, "PREFECT_SERVER_API_AUTH_STRING" in result.stdout)
    assert (*told, result.exit_code) == ((True, True, 1) if status == 200 else (False, False, 0))


def test_what_was_asked_is_listed_and_asked_again(
    factdesk: Callable[..., Result], kept: Settings, monkeypatch: pytest.MonkeyPatch
):
    """Numbered, with rows and time; from a pipe as well, and also what was refused."""
    factdesk("sql", PEOPLE)
    factdesk("sql", "-", stdin="SELECT 1 AS one\n")
    factdesk("sql", "SELECT qoute FROM claims")
    listed = json.loads(factdesk("sql", "--history", "--format", "json").stdout)

    assert [(row["number"], row["rows"]) for row in listed] == [(1, 2), (2, 1), (3, None)]
    assert [row["select"] for row in listed] == [PEOPLE, "SELECT 1 AS one\n", "SELECT qoute FROM claims"]
    assert all(row["milliseconds"] > 0 and row["asked_at"].endswith("+00:00") for row in listed)
    assert factdesk("sql", "--again", "1").stdout == factdesk("sql", PEOPLE).stdout
    assert "SELECT qoute FROM claims" in factdesk("sql", "--history").stdout
    assert kept.questions_file.stat().st_mode & 0o077 == 0
    monkeypatch.setenv("COLUMNS", "60")
    assert max(map(len, factdesk("sql", "--history").stdout.splitlines())) <= 60


@pytest.mark.parametrize("how", ["environment", "settings"])
def test_the_history_can_be_switched_off(
    how: str, factdesk: Callable[..., Result], kept: Settings, workplace: Path, monkeypatch: pytest.MonkeyPatch
):
    """Then nothing is kept of what was asked, and --history says why it is empty."""
    if how == "environment":
        monkeypatch.setenv("FACTDESK_HISTORY", "off")
    else:
        (workplace / "factdesk.toml").write_text("keep_questions = false\n", encoding="utf-8")
    assert factdesk("sql", "SELECT 1").exit_code == 0

    assert not kept.questions_file.exists()
    assert "questions are not kept" in factdesk("sql", "--history").stderr


def test_an_answer_does_not_depend_on_the_history(factdesk: Callable[..., Result], kept: Settings):
    """Whatever stands in the file's place."""
    kept.questions_file.mkdir()
    assert "(1 row)" in factdesk("sql", "SELECT 1").stdout
    kept.questions_file.rmdir()
    kept.questions_file.write_bytes(b'{"number": "x"}\n\xff\xfe\n[]\n{"cut off')
    assert "(1 row)" in factdesk("sql", "SELECT 2").stdout
    assert "(1 row)" in factdesk("sql", "SELECT 3").stdout

    assert "SELECT 3" in factdesk("sql", "--history").stdout


def test_the_history_is_bounded_and_its_numbers_stay(tmp_path: Path):
    """The oldest go; a number never names another question."""
    history = History(tmp_path / "questions.jsonl")
    for number in range(1, 1_250):
        history.note(f"SELECT {number}", 1, 0.001)

    asked = history.asked()
    assert len(asked) == 1_000
    assert [(asked[0].number, asked[0].select), (asked[-1].number, asked[-1].select)] == [
        (250, "SELECT 250"),
        (1_249, "SELECT 1249"),
    ]
    assert len(history._file.read_text(encoding="utf-8").splitlines()) <= 1_200
    assert [path.name for path in tmp_path.iterdir()] == ["questions.jsonl"]


WRONG_WISHES = {
    "nothing": ([], "what is the question?"),
    "two things": (["--history", "--again", "1"], "one thing at a time"),
    "a question and a number": (["SELECT 1", "--again", "1"], "one thing at a time"),
    "a number that is not kept": (["--again", "7"], "there is no question of this number, none is kept yet"),
}


@pytest.mark.parametrize("case", WRONG_WISHES, ids=list(WRONG_WISHES))
def test_what_sql_is_called_for_must_be_one_thing(case: str, factdesk: Callable[..., Result], workplace: Path):
    """The message says which things there are."""
    arguments, words = WRONG_WISHES[case]
    result = factdesk("sql", *arguments)

    assert result.exit_code == 2
    assert words in result.stderr
    assert list(workplace.iterdir()) == []


def test_a_misspelt_name_is_answered_with_those_like_it(factdesk: Callable[..., Result], published_once: Path):
    """DuckDB's proposals stay in the one line."""
    result = factdesk("sql", "SELECT qoute FROM claims", "--data", published_once)

    assert 'Candidate bindings: "quote"' in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("form", ["csv", "json", "markdown", "table"])
def test_no_form_of_rows_acts_on_a_terminal(
    form: str, published_once: Path, factdesk: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
):
    """On a terminal, what could move its cursor or reorder its lines is written out; a program gets the rows as they are."""
    sql = "SELECT 'a' || chr(27) || '[2J' || chr(155) || '31m' || chr(13) || 'b' || chr(8238) || 'c' AS words"
    called = ("sql", sql, "--format", form, "--data", published_once)
    monkeypatch.setattr("desk.words.has_colour", lambda: True)
    shown = factdesk(*called).stdout
    assert not {"\x1b", "\x9b", "\r", "\u202e"} & set(shown)
    monkeypatch.setattr("desk.words.has_colour", lambda: False)
    piped = factdesk(*called).stdout
    assert form != "csv" or "\x1b[2J" in piped


def test_checked_claims_act_on_no_terminal(
    factdesk: Callable[..., Result], workplace: Path, monkeypatch: pytest.MonkeyPatch
):
    """The same for `check`, whose rows come straight from the article."""
    (workplace / "storm.txt").write_text("The mayor said 12\u202e people were hurt in Port Ellery.\n")
    monkeypatch.setattr("desk.words.has_colour", lambda: True)
    for form in ("csv", "jsonl", "table"):
        shown = factdesk("check", "storm.txt", "--format", form).stdout
        assert "hurt" in shown or "12" in shown
        assert "\u202e" not in shown


@pytest.mark.parametrize("form", ["csv", "jsonl", "claims", "annotations"])
def test_exported_claims_act_on_no_terminal(
    form: str,
    factdesk: Callable[..., Result],
    run_plainly: Callable[..., None],
    workplace: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    """The same for `export`, where a headline comes along; a program gets the rows as they are."""
    story = {
        "title": "\x1b[2JStorm\u202e\x9b31m",
        "text": "The mayor said 12 people\u202e were\x9b hurt in Port Ellery.",
    }
    (workplace / "storm.json").write_text(json.dumps(story), encoding="utf-8")
    settings = Settings(workplace / "factdesk-data")
    run_plainly([workplace / "storm.json"], settings)
    called = ("export", form, "--of", "claims")
    monkeypatch.setattr("desk.words.has_colour", lambda: True)
    shown = factdesk(*called).stdout
    assert "12 people" in shown
    assert not {"\x1b", "\x9b", "\u202e"} & set(shown)
    monkeypatch.setattr("desk.words.has_colour", lambda: False)
    assert form == "claims" or {"\x1b", "\x9b", "\u202e"} & set(factdesk(*called).stdout)


def test_explain_numbers_lists_what_each_number_was_taken_for(factdesk: Callable[..., Result], published_once: Path):
    """By the article's name or id: a line for each number with its role, its form and the words around it."""
    where = ["--data", published_once]
    select = "SELECT article_id FROM articles WHERE name LIKE '%ferry.txt'"
    [article] = json.loads(factdesk("sql", select, "--format", "json", *where).stdout)
    told = factdesk("explain", "--numbers", "ferry.txt", *where).stdout
    assert told == factdesk("explain", "--numbers", article["article_id"], *where).stdout
    head, _, *lines = told.rstrip("\n").splitlines()
    assert "ferry.txt: " in head
    assert f"{len(lines)} numbers" in head
    assert any(line.startswith("figure") and "[62] people" in line for line in lines)


@pytest.mark.parametrize("name", ["no such article", "' OR 1=1 --", "abcd\\' OR true --", "ferry.txt' OR name LIKE '%"])
def test_explain_numbers_says_when_there_is_no_such_article(
    name: str, factdesk: Callable[..., Result], published_once: Path
):
    """Whatever is handed in is a name, never SQL."""
    result = factdesk("explain", "--numbers", name, "--data", published_once)
    assert result.exit_code == 2
    assert "no article has this name or id" in result.stderr
