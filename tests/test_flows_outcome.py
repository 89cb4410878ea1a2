"""What a run came to is said in one line, and everything that people must know in a few more."""

from claims.read import Unreadable
from flows.outcome import Counts, Outcome, counts_in_words, lines_for_people, note_of_run


def test_counts_add_up_and_are_said_in_one_line():
    """The counts of batches are those of the run."""
    one = Counts(articles_read=2, articles_new=1, articles_unchanged=1, claims_new=3, claims_flagged=2, items_flagged=1)
    both = one + Counts(articles_read=1, articles_new=1, articles_refused=4, claims_new=1, rows_rejected=1)
    assert counts_in_words(both, 2.04) == (
        "3 articles read: 2 new, 1 unchanged, 4 refused; 4 new claims; 1 sentence to verify (2 claims); 1 rejected row; 2.0 s."
    )


def test_a_run_without_news_says_so_and_one_without_articles_does_not():
    """That nothing is new can only be said of articles that were read."""
    known = Counts(articles_read=1, articles_unchanged=1, articles_refused=2)
    assert counts_in_words(known, 1) == "Nothing new: 1 article read, all known already, 2 refused; 1.0 s."
    assert counts_in_words(Counts(articles_refused=2), 1).startswith("0 articles read: 0 new, 0 unchanged, 2 refused")


def test_every_refusal_is_said_and_of_the_notes_the_first():
    """A thousand articles without a byline must not hide the one without a claim, nor a refused input."""
    refused = tuple(Unreadable(f"{number}.txt", "it is empty", "Give it words") for number in range(30))
    outcome = Outcome(Counts(), refused, ("quiet.txt",), tuple(f"{number}.txt: no date" for number in range(1000)))
    lines = lines_for_people(outcome + Outcome())
    assert sum(line.startswith("refused: ") for line in lines) == 30
    assert "note: quiet.txt: no claim found, though the article can be read" in lines
    assert lines[-1] == "note: and 980 more articles that do not tell all of these"
    assert len(lines) == 30 + 1 + 21


def test_notes_do_not_grow_with_the_archive():
    """Of each sort the first thousand are kept, and all are counted."""
    outcome = Outcome()
    for batch in range(300):
        names = tuple(f"{batch}-{number}.txt" for number in range(10))
        outcome += Outcome(without_claims=names, untold=names[:5], unread=names[:1])

    assert [len(outcome.without_claims), len(outcome.untold), len(outcome.unread)] == [1000, 1000, 300]
    assert outcome.beyond == (0, 2000, 500, 0)
    assert "note: and 2980 more articles without a claim" in lines_for_people(outcome)
    assert (note_of_run(outcome) or "").startswith("no claim found in 3000 readable articles: 0-0.txt")


def test_refusals_do_not_grow_with_the_archive():
    """The first thousand are said one by one, then how many more there are and where to read them."""
    outcome = Outcome()
    for batch in range(300):
        refused = tuple(Unreadable(f"{batch}-{number}.txt", "it is empty", "Give it words") for number in range(10))
        outcome += Outcome(refused=refused, inputs_failed=9)
    assert len(outcome.refused) == 1000
    assert outcome.inputs_failed == 2700
    lines = lines_for_people(outcome)
    assert lines[999].startswith("refused: 99-9.txt: ")
    assert lines[1000].startswith('refused: and 2,000 more; a run keeps them all: factdesk sql "SELECT')
    assert len(lines) == 1001


def test_the_run_notes_the_articles_without_a_claim():
    """The first ones by name, all by number."""
    assert note_of_run(Outcome()) is None
    names = tuple(f"{number}.txt" for number in range(7))
    assert note_of_run(Outcome(without_claims=names)) == (
        "no claim found in 7 readable articles: 0.txt, 1.txt, 2.txt, 3.txt, 4.txt, ..."
    )
