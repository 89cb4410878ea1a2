"""The table of calendar forms: how each is printed, what reads it, an example and words that only look like it.

Patterns run over the class letters of `dates.words`: `<month>` is the letter of that class, `{MON}` a part that
several forms share (`dates.grammar`). The first form of the table that fits wins.
"""

from claims.spans.dates import counted, named, shapes, steps
from claims.spans.dates.grammar import PARTS, Found, letters_of_dates
from claims.spans.dates.mention import Mention, part_of
from claims.spans.dates.words import ALPHABET, Tokens
from claims.spans.forms import Form, Table


def read_nothing(_: Found) -> list[Mention]:
    """Read what takes its words and is no date: "every Monday"."""
    return []


FORMS: tuple[Form[Tokens, list[Mention]], ...] = (
    Form(
        "slash_day",
        "(?P<a><small>)<slash>(?P<b><small>)(?!<slash>)",
        shapes.read_slash_day,
        "It ran from 4/22 to 4/25.",
        "It won 3/4 of them.",
    ),
    Form(
        "numeric",
        "(?P<numeric><numeric>)",
        named.read_numeric,
        "The deal of 1998-03-25 was kept.",
        "It cost 12-34-5678 to say.",
    ),
    Form(
        "dashed_day",
        "(?P<day><small>)(?:<dash>|<slash>)(?P<month>{MON})(?:<dash>|<slash>)(?P<year><year4>|<apostrophe>?<small>)",
        shapes.read_dashed_day,
        "The log of 19-Nov-2012 is lost.",
        "It won 19-2012.",
    ),
    Form(
        "same_period",
        "<the>(?P<year><year4>){ADJ}(?P<what><period>|<u_quarter>)",
        named.read_same_period,
        "Sales beat those of the 1988 period.",
        "The 1988 perio was odd.",
    ),
    Form(
        "repeated",
        "<each>(?:<last>|<past>|<nth>|<few>|<count>)?(?:<weekday>|{MON}|{UNIT}|<units>|<season>|<daypart>)",
        read_nothing,
        "It meets every Monday.",
        "It meets on Monday.",
    ),
    Form(
        "run_to",
        "(?:<the>|<its>|<a>)?{ADJ}(?P<quantity>{NUM})?<dash>?(?P<units>{UNIT}|<units>)(?P<to><to>|<ended>(?:<in>|<on>)?){AHEAD}",
        counted.read_run,
        "Sales rose in the three months to September.",
        "It takes three months to build.",
    ),
    Form(
        "hence",
        "(?P<quantity>{NUM}|<a>)<dash>?(?P<units><u_day>|<u_week>|<u_month>|<units>)(?:<from>|<on>)(?=<the>?(?:<weekday>|<deictic>|<next>|<last>|<this>|<coming>))",
        counted.read_hence,
        "They will meet a week from Friday.",
        "They are a week from victory.",
    ),
    Form(
        "nth_of_month",
        "<the>?(?:(?P<from><small>|<ordinal>)(?:<to>|<dash>)<the>?)?(?P<day><small>|<ordinal>)(?:<of>|<in>)?(?P<side><this>|<last>|<next>|<the>?<following>|<that>)<u_month>",
        shapes.read_nth_of_month,
        "It is due on the 4th of this month.",
        "It is due this month.",
    ),
    Form(
        "head_of",
        "<the>?(?P<nth><nth>|<ordinal>|<last>|<final>)(?P<quantity>{NUM})?<dash>?(?P<units><u_day>|<u_week>|<u_fortnight>|<u_month>|<u_year>|<u_decade>|<weekend>|<units>|<weekday>)(?:<of>|<in>){AHEAD}",
        counted.read_head,
        "It opens on the first Wednesday of September.",
        "The first Wednesday was wet.",
    ),
    Form(
        "first_months",
        "<the>(?P<nth><nth>)(?P<quantity>{NUM})<dash>?(?P<units><units>)(?!<of>|<in>|<after>|<before>|<to>)",
        counted.read_first_months,
        "Sales rose in the first nine months, it said.",
        "The first nine months of war were hard.",
    ),
    Form(
        "rest_of",
        "<the><rest><of>{AHEAD}",
        counted.read_rest,
        "It stays shut for the rest of this month.",
        "The rest of them left.",
    ),
    Form(
        "month_quarter",
        "<the>?(?:<month><dash>|<month><to>|<mon><dot>?<dash>)?(?P<month>{MON})<dash>?(?P<unit><u_quarter>){YEARREF}?",
        shapes.read_month_quarter,
        "Profit rose in the July-September quarter.",
        "In July a quarter left.",
    ),
    Form(
        "weekday_week",
        "(?P<weekday><weekday>)(?:<comma>?<of>?(?P<side><the>?(?:<last>|<next>|<following>|<previous>|<past>|<coming>|<same>|<that>)|<this>|<that>)<u_week>|(?P<bare><u_week>)|(?P<far><before><last>|<after><next>))",
        steps.read_weekday_week,
        "It began on Tuesday of last week.",
        "It began on Tuesday, weeks ago.",
    ),
    Form(
        "month_day",
        "(?P<week><the>?(?:<u_week>|<weekend>)<of>)?{WD}?{SIDE}?{PART}?(?P<month>{MON})(?:<comma>(?=<the>?<ordinal>))?<the>?(?P<day>{DAY})(?P<more>(?:{JOIN}<the>?(?:<small>|<ordinal>)){0,4}){YEARREF}?",
        named.read_month_day,
        "She left on Nov. 25, 1998.",
        "In March 1,500 men died.",
    ),
    Form(
        "day_month",
        "(?P<week><the>?(?:<u_week>|<weekend>)<of>)?{WD}?{PART}?<the>?(?P<more>(?:(?:<small>|<ordinal>){JOIN}<the>?){0,4})(?P<day>{DAY})<of>?{SIDE}?(?P<month>{MON}){YEARREF}?",
        named.read_day_month,
        "She left on 25 October 1922.",
        "At least 25 said so.",
    ),
    Form(
        "month_year_dashed",
        "(?P<month>{MON})(?:<slash>|<dash>)(?P<year><year4>)",
        named.read_month,
        "It stood at 41 in Dec/2018.",
        "It left in Dec and 2018 was odd.",
    ),
    Form(
        "month",
        "{PART}?{SIDE}?{PART}?(?P<month>{MON}){YEARREF}?",
        named.read_month,
        "It opened in July 1861.",
        "She may open it.",
    ),
    Form(
        "year_month",
        "(?P<year><year4>)<comma>?(?P<month><month>)(?!<small>|<ordinal>|<year4>|<the>)",
        shapes.read_year_month,
        "The figures are of 2017 April.",
        "In 2017 May called a vote.",
    ),
    Form(
        "letter_half",
        "(?:<h>(?P<nth><small>)|(?P<nth2><small>)<h>)(?:<of>|<dash>|<in>)?<fiscal>?<fy>?(?:<apostrophe>?(?P<short><small>)|{YEAR})?",
        shapes.read_letter_half,
        "Profit fell in H1 2025.",
        "The gas H2 burns well.",
    ),
    Form(
        "letter_quarter",
        "(?:<q>(?P<nth><small>)<dash>?<of>?(?=<fy>|<apostrophe>|<small>)|(?P<nth2><small>)<q>)(?:<of>|<dash>)?<fy>?(?:<apostrophe>?(?P<short><small>)|{YEAR})?",
        shapes.read_letter_quarter,
        "Output fell in 3Q25.",
        "Output fell by 3 Quebec ships.",
    ),
    Form(
        "quarter",
        "(?:<the>|<its>|<a>)?{ADJ}(?:(?P<lead_side><last>|<this>|<next>){ADJ}<u_year>{S}|(?P<lead_year><year4>){S}?|(?P<lead_ago><u_year><dash>?(?:<ago>|<earlier>)))?{ADJ}(?P<nth>{NTH})<dash>?{ADJ}<u_quarter>(?:<comma>?(?:<of>|<in>)?<the>?<fiscal>?(?:<u_year>)?{YEAR}|(?:<of>|<in>)?(?P<yearside><last>|<this>|<next>|<of><the>|<of><that>)<u_year>)?",
        named.read_quarter,
        "Profit fell in the third quarter of 1989.",
        "A quarter of them left.",
    ),
    Form(
        "quarter2",
        "<q>(?P<nth><small>)<dash>?(?:<of>|<in>)?<fiscal>?{YEAR}?",
        named.read_quarter,
        "Sales in Q3 2019 were flat.",
        "He asked Q about it.",
    ),
    Form(
        "half",
        "<the>?(?P<lead_side>(?:<last>|<this>|<next>)(?=<u_year>)<u_year>{S})?(?P<nth>{NTH}|<latter>)<dash>?{ADJ}<half>(?!<dash>?(?:<u_century>|<u_decade>|<u_year>))(?:<of>?<the>?<fiscal>?<calendar>?(?:<u_year>)?{YEAR}|<of>(?P<yearside><the>|<last>|<this>|<next>|<that>)<u_year>)?",
        named.read_half,
        "The first half of 2019 was wet.",
        "Half of them left in 2019.",
    ),
    Form(
        "decade",
        "{PART}?(?P<decade><the>?<year4><apostrophe><s>|<the>?<apostrophe>?<decade><apostrophe>?|<the>?<small><apostrophe><s>|<the><tens_years>|<count><dash>?<tens_years>|<the><apostrophe><small>{S})",
        named.read_decade,
        "Prices soared in the 1970s.",
        "He is in his 80s.",
    ),
    Form(
        "century",
        "{PART}?(?:<the>)?(?P<nth><ordinal>|<tens><dash>?<nth>|<nth>)<dash>?<u_century>(?:<bc>|<ad>)?",
        named.read_century,
        "A house of the early 19th century.",
        "The century ended.",
    ),
    Form(
        "era",
        "<ad>(?P<year><small>|<number>|<year4>)|(?P<before><small>|<number>|<year4>)<bc>|(?P<after><small>|<number>|<year4>)<ad>",
        named.read_era,
        "The town burned in AD 70.",
        "The ad ran 70 times.",
    ),
    Form(
        "fiscal_year",
        "<the>?(?:<fiscal><dash>?<calendar>?<u_year>?|<calendar><u_year>?|<u_year>){YEAR}(?:(?:<dash>|<slash>)(?P<ending><small>))?|<fy><dash>?<apostrophe>?(?P<short><year4>|<small>)(?:(?:<dash>|<slash>)(?P<ending2><small>))?",
        named.read_fiscal_year,
        "In fiscal 1987 the firm lost money.",
        "Its fiscal policy failed.",
    ),
    Form(
        "season",
        "{PART}?(?:{SIDE}|<the>)?{PART}?(?:(?P<lead_year><year4>)<dash>?)?(?P<season><season>)(?:{YEARREF}|(?P<short><of>?<apostrophe><small>))?",
        named.read_season,
        "The summer of 1911 was hot.",
        "Prices fall again.",
    ),
    Form(
        "holiday",
        "{SIDE}?(?P<holiday><holiday>|<feast>{S}?(?=<u_day>)|<new><u_year>{S}(?=<u_day>|<eve>))(?P<eve><u_day>|<eve>)?{YEARREF}?",
        named.read_holiday,
        "They met on Christmas Eve.",
        "The labour laws changed.",
    ),
    Form(
        "weekday_nth",
        "(?P<weekday><weekday>)<comma>?<the>?(?P<day><small>|<ordinal>)(?!<of>?{MON}|<slash>|<dash>|<number>|<of>)",
        shapes.read_weekday_nth,
        "The truce of Sunday 31 held.",
        "On Sunday 31 people died.",
    ),
    Form(
        "weekday",
        "(?P<early><earlier>|<later>)?{PART}?{SIDE}?(?P<weekday><weekday>)<dash>?(?P<daypart><daypart>)?",
        steps.read_weekday,
        "They met last Wednesday.",
        "They met at noon.",
    ),
    Form(
        "beside_deictic",
        "<the>(?:<u_day>(?P<way><before>|<after>)(?P<deictic><deictic>)|(?P<unit>{UNIT})(?P<far><before><last>|<after><next>))",
        steps.read_beside_deictic,
        "It opens the day after tomorrow.",
        "The day after, it rained.",
    ),
    Form(
        "deictic",
        "{PART}?(?:<earlier>|<later>)?(?:(?P<deictic><deictic>)<daypart>?|(?P<side><this>|<last>|<the>?(?:<next>|<following>|<previous>|<that>?<same>)|<that>)(?P<daypart><daypart>))",
        steps.read_deictic,
        "It opened yesterday.",
        "He reads USA Today.",
    ),
    Form(
        "counted",
        "<the>?(?P<side><last>|<past>|<next>|<coming>|<following>|<previous>|<latest>)(?P<quantity>{NUM})<dash>?(?P<units><units>|<hours>|<u_century>)(?!<of><the>?{MON}|<of><year4>|<ago>)",
        counted.read_counted,
        "It has closed ten in the past five years.",
        "It took five years.",
    ),
    Form(
        "ahead",
        "(?P<way><in>|<within>)(?P<quantity>{NUM}|<a>)<dash>?(?P<units>{UNIT}|<units>|<hours>)(?!<ago>|<from>|<earlier>|<later>|<before>|<after>|<of>|<to>)",
        counted.read_ahead,
        "They will vote in two weeks.",
        "It lasted two weeks.",
    ),
    Form(
        "to_date",
        "(?:<the>|<this>)?{ADJ}(?:(?P<unit><u_year>|<u_month>|<u_week>|<u_quarter>)(?:<dash>?<to><dash>?<date>|<so><far>)|<ytd>|<so><far><this>(?P<unit2><u_year>|<u_month>|<u_week>|<u_quarter>))",
        counted.read_to_date,
        "Sales are up in the year to date.",
        "The year was good to date.",
    ),
    Form(
        "distance",
        "(?P<about><about>*)(?P<quantity>{QTY})<dash>?(?P<units>{UNIT}|<units>)(?:<or><so>|<or><count>)?(?P<way><ago>|<from><now>|<earlier>|<later>|<before>|<after>)",
        steps.read_distance,
        "It opened two years ago.",
        "It took two years.",
    ),
    Form(
        "year_ago",
        "(?:<the>|<a>|<its>)?{ADJ}(?P<units><u_year>)<dash>?(?P<way><ago>|<earlier>){ADJ}(?P<what><u_quarter>|<period>|<u_month>|<u_week>)?",
        steps.read_year_ago,
        "Profit beat the year-ago quarter.",
        "It lasted a year.",
    ),
    Form(
        "last_years",
        "<the>?{ADJ}(?P<what><u_quarter>|<period>)(?:<of>|<in>)?(?P<side><last>|<next>|<this>)<u_year>|(?P<side2><last>|<next>|<this>)<u_year>{S}{ADJ}(?P<what2><u_quarter>|<period>|{MON})",
        steps.read_last_years,
        "It beat last year's quarter.",
        "It beat the quarter.",
    ),
    Form(
        "side",
        "(?P<early><earlier>|<later>)?{PART}?(?P<side><the>?(?:<that>|<this>)?(?:<last>|<next>|<previous>|<following>|<past>|<coming>|<current>|<latest>|<same>|<that>)|<this>(?:<past>|<coming>|<current>)?|<that>){ADJ}(?P<unit>{UNIT}|<period>)(?P<tail><or><so>|<before><last>|<after><next>)?",
        steps.read_step,
        "It opened last week.",
        "It lasted a week.",
    ),
    Form(
        "beside",
        "(?P<the><the>){ADJ}(?P<unit>{UNIT})(?P<way><before>|<after>|<earlier>|<later>|<following>|<previous>)",
        steps.read_beside,
        "He had left the day before.",
        "He had left by day.",
    ),
    Form(
        "within",
        "(?:(?P<early><earlier>|<later>)<in>|{PART})<the>{ADJ}(?P<unit>{UNIT}|<season>)",
        steps.read_within,
        "It was signed earlier in the day.",
        "It was signed in the hall.",
    ),
    Form(
        "end_of",
        "(?P<unit>{UNIT})(?:{S}|<dash>)(?P<end><part>)",
        steps.read_end_of,
        "A deal is due by year-end.",
        "The end of it came.",
    ),
    Form(
        "week_of_nth",
        "<the>?(?P<unit><u_week>|<weekend>)<of><the>?(?P<day><ordinal>)",
        shapes.read_week_of_nth,
        "They meet in the week of the 18th.",
        "They meet in the week of the vote.",
    ),
    Form(
        "nth_day",
        "<the>(?P<day><ordinal>)",
        steps.read_nth_day,
        "It is due on the 20th.",
        "It was the 20th win.",
    ),
    Form(
        "the_unit",
        "<the>{ADJ}(?P<unit><u_quarter>|<u_year>|<u_month>|<u_week>|<weekend>|<u_day>)(?!<u_quarter>)",
        steps.read_the_unit,
        "Sales rose in the quarter.",
        "Sales rose by a quarter.",
    ),
    Form(
        "years",
        "{PART}?(?P<year><year4>)(?P<sign><dash>|<slash>)(?P<short><small>)(?!<dash>|<slash>)(?P<fiscal><fiscal><u_year>)?",
        named.read_years,
        "The war of 1995-96 was short.",
        "Call 1995-9612 now.",
    ),
    Form(
        "year",
        "{PART}?(?P<year><year4>|<count><dash>?<tens>(?:<dash>?<count>)?|<count><thousand>(?:<and>?<count>)?)",
        named.read_year,
        "He left in 1926.",
        "They had 1926 dollars.",
    ),
    Form(
        "short_year",
        "{PART}?(?P<short><apostrophe><small>)",
        named.read_short_year,
        "He left in '99.",
        "He wore 99.",
    ),
)
TABLE = Table(ALPHABET, FORMS, PARTS)


def read_mentions(tokens: Tokens) -> list[Mention]:
    """Return the mentions of a text in order."""
    return [mention for found, read in TABLE.find(tokens, letters_of_dates(tokens)) for mention in part_of(found, read)]
