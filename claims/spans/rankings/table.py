"""The table of forms of rankings: how each is printed, what reads it, an example and words that only look like it."""

from claims.spans.forms import Form, Table
from claims.spans.rankings import readers
from claims.spans.rankings.readers import Rank
from claims.spans.rankings.words import ALPHABET, View

FORMS: tuple[Form[View, Rank], ...] = (
    Form("in_a_row", "<nth>(?P<ending><suffix>)?", readers.read_in_a_row, "It fell for the seventh straight day.", "It fell on the seventh day."),
    Form("nth_compound", "(?P<nth><nth>)<suffix>?<hyphen>?(?P<word><est>)(?P<compound><hyphen><word>)", readers.read_superlative, "It is the second best-selling car.", "It is the second car of the best."),
    Form("nth_superlative", "(?P<nth><nth>)<suffix>?<hyphen>?(?P<word><est>)", readers.read_superlative, "It is Chile's fifth-biggest bank.", "The fifth man was biggest."),
    Form("nth_most", "(?P<nth><nth>)<suffix>?<hyphen>?(?P<word><most>)<hyphen>?<word>", readers.read_most, "It is the third most populous state.", "The third said most stayed."),
    Form("number_superlative", "(?P<card><card>)(?P<word><est>)", readers.read_superlative, "The two largest ports closed.", "Two harvests failed."),
    Form("compound", "(?P<word><est>|<top>|<most>)(?P<compound><hyphen><word>)", readers.read_superlative, "It was the best-selling car.", "It was best - or so he said."),
    Form("superlative", "(?P<word><est>)", readers.read_superlative, "It is the world's tallest tower.", "He did his best."),
    Form("most", "(?P<word><most>)<word>(?:<hyphen><word>)?", readers.read_most, "They scored the most goals of any side.", "Most shops stayed shut."),
    Form("fewest", "<fewest>", readers.read_fewest, "It has the fewest doctors.", "It has fewer doctors."),
    Form("first", "<first>(?P<ever><hyphen><ever>|<ever>)?", readers.read_first, "She is the first woman to win.", "She first met him in Rome."),
    Form("nth", "<nth>(?P<ending><suffix>)?", readers.read_nth, "It was the fourth crash in nine months.", "It was the fourth day of talks."),
    Form("numero", "(?:<no><dot>?|<number>|<hash>)(?P<place><num>|<card>)", readers.read_number, "She is world number two.", "He lives at No. 9 Mill Lane."),
    Form("only", "<only>", readers.read_only, "It is the only bank in town.", "Only 12 came."),
    Form("record_joined", "(?P<joined><record><hyphen>(?:<word>|<peak>))", readers.read_record, "The record-breaking heat went on.", "The record - a gift - was lost."),
    Form("record", "<record>", readers.read_record, "The firm made record profits.", "They will record a song."),
    Form("set_record", "(?:<det>|<owner>)(?:<word>|<span>)*<record>", readers.read_set_record, "The fee is a club record.", "He has a criminal record."),
    Form("all_time", "<all><hyphen>?<time>(?:<peak>|<record>|<top>|<est>)", readers.read_peak, "It hit an all-time low.", "It was the worst of all time."),
    Form("peak", "(?:<num>|<card>|<word>)?<hyphen>?(?:<unit>|<span>)<hyphen>?(?:<peak>|<record>|<est>)", readers.read_peak, "Copper fell to a 14-week low.", "The week was low on news."),
    Form("top", "<top>(?P<card><card>|<num>)?", readers.read_top, "It is Africa's top coffee producer.", "The top floor collapsed."),
    Form("leader", "<leader>", readers.read_leader, "The firm is the market leader.", "The leader spoke."),
    Form("topped", "<topped>", readers.read_topped, "They topped the rankings.", "It topped the hill."),
    Form("plain", "<unprecedented>|<maiden>", readers.read_plain, "The flood was unprecedented.", "The maidens danced."),
    Form("beyond", "<than>(?:<any>|<ever>|<at><any>)<word>?", readers.read_beyond, "It has more ships than any other port.", "It has more ships than ports."),
    Form("last", "<last>", readers.read_last, "She is the last mayor to resign.", "It rained last week."),
    Form("any_most", "<most><word>(?:<hyphen><word>)?", readers.read_any, "Most popular was tea.", "Most of it burned."),
    Form("any_numero", "(?:<no><dot>|<hash>)(?P<place><num>|<card>)", readers.read_any, "They are No. 4 again.", "No ship came."),
    Form("any_nth", "<nth>(?P<ending><suffix>)?", readers.read_any, "Peru came third.", "The thirds were cut."),
    Form("any_peak", "(?:<unit>|<span>|<time>)<hyphen>?<peak>", readers.read_any, "Copper saw year highs.", "They are high up."),
    Form("any_word", "<first>|<est>|<top>|<record>", readers.read_any, "They came first.", "They came fast."),
)  # fmt: skip
TABLE = Table(ALPHABET, FORMS)
