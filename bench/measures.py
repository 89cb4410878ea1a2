"""Which measures of the scoring tool are kept and shown of each sort of sets, and what they are called on the page."""

# Of each sort of sets: its heading, what is counted, and the measures that are shown with their short names.
DESK = {
    "detection_f1": "found F1", "value_accuracy": "value", "kind_accuracy": "kind", "unit_accuracy": "unit",
    "modifier_accuracy": "modifier", "tense_accuracy": "tense", "period_f1": "period F1",
}  # fmt: skip
LIST = {
    "list_f1": "list F1", "list_macro_genre_f1": "by genre", "must_flagged": "must on list", "must_in_top5": "must in 5",
    "must_in_top10": "must in 10", "precision_at_5": "right of 5", "precision_at_10": "right of 10", "ndcg_at_10": "nDCG",
    "restraint": "restraint", "listed_claimant_f1": "speakers F1",
}  # fmt: skip
SHOWN: dict[str, tuple[str, dict[str, str]]] = {
    "articles": ("Whole articles: figures and rankings as read", DESK),
    "lists": ("Whole articles: the list that an editor gets", LIST),
    "sentences": ("Single sentences: figures and rankings as read", DESK),
    "gold": (
        "Whole articles of the first guide",
        {
            "detection_f1": "found F1", "value_accuracy": "value", "kind_accuracy": "kind", "modifier_accuracy": "modifier",
            "claimant_named_f1": "speakers F1", "verification_f1": "flagged F1",
        },
    ),
    "figures": (
        "Quantities in single sentences",
        {"paper_value_f1": "value F1", "paper_value+unit_f1": "and unit", "paper_value+modifier_f1": "and modifier"},
    ),
    "dates": ("Dates", {"strict_f1": "strict F1", "relaxed_f1": "relaxed F1", "value_f1": "value F1"}),
    "attribution": (
        "Who says what",
        {
            "content_f1": "content F1", "content+speaker_f1": "and speaker", "exact_source_f1": "source exact",
            "exact_cue_f1": "cue exact", "exact_content_f1": "content exact", "content+speaker_recall_direct": "quotes, recall",
        },
    ),
    "worth": ("Check-worthiness", {"worthy_f1": "F1", "average_precision": "average precision", "auc": "AUC"}),
    "drift": (
        "The same measure across articles",
        {
            "pairs_cross_f1": "pairs F1", "pairs_cross_p": "precision", "pairs_cross_r": "recall",
            "hard_negative_accuracy": "lookalikes apart", "disagreement_recall": "disagreements found",
            "kind_accuracy": "kind of difference",
        },
    ),
    "matching": ("Earlier fact-checks found for a claim", {"map@5": "MAP@5"}),
    "claimants": ("Two names, one claimant (`bench.claimants`)", {"precision": "precision of “same”", "recall": "recall"}),
    "agreement": (
        "A claim against a source's number (`bench.agreement`)",
        {"accuracy": "right", "falsely_contradicted": "of silent pairs, told as contradicted"},
    ),
    "sums": ("Numbers of one article against each other (`bench.arithmetic`)", {"precision": "precision", "recall": "recall"}),
    "questions": (
        "Ready questions, as an editor judged them (`bench.questions`)",
        {"just_this": "I would ask just this", "asserts": "takes the claim as given"},
    ),
}  # fmt: skip

# Kept beside what is shown: how a figure of F1 came about.
_HALVES = ("detection_p", "detection_r", "period_p", "period_r", "list_p", "list_r", "must_found")
KEPT: dict[str, tuple[str, ...]] = {sort: tuple(measures) for sort, (_, measures) in SHOWN.items()} | {
    "articles": (*DESK, *LIST, *_HALVES),
    "sentences": (*DESK, *_HALVES[:4]),
}
