"""Every table of the warehouse by name, in the order of creation."""

from schemas.article import Articles, PageKeys, Pages
from schemas.ask import Asks
from schemas.bookkeeping import AppliedFiles
from schemas.claim import Claims
from schemas.claimant import ClaimantActs, ClaimantNames, Claimants, ClaimClaimants
from schemas.column import Table
from schemas.copy import Sketches
from schemas.edit import Edits, Returns
from schemas.evidence import Evidence
from schemas.fact_check import FactChecks, FactCheckVectors
from schemas.fetch import Fetches
from schemas.flag import FlagRules, Flags, MarkingSettings
from schemas.forgotten import Forgotten
from schemas.mark import Marks
from schemas.miscount import Miscounts
from schemas.reject import Rejects
from schemas.review import Reviews
from schemas.run import Runs
from schemas.thread import ThreadClaims, Threads, Traces

TABLES: dict[str, type[Table]] = {
    "runs": Runs,
    "pages": Pages,
    "page_keys": PageKeys,
    "articles": Articles,
    "claims": Claims,
    "flag_rules": FlagRules,
    "marking_settings": MarkingSettings,
    "flags": Flags,
    "marks": Marks,
    "claimants": Claimants,
    "claimant_names": ClaimantNames,
    "claim_claimants": ClaimClaimants,
    "claimant_acts": ClaimantActs,
    "threads": Threads,
    "thread_claims": ThreadClaims,
    "asks": Asks,
    "traces": Traces,
    "miscounts": Miscounts,
    "evidence": Evidence,
    "reviews": Reviews,
    "rejects": Rejects,
    "fetches": Fetches,
    "sketches": Sketches,
    "edits": Edits,
    "returns": Returns,
    "fact_checks": FactChecks,
    "forgotten": Forgotten,
    "fact_check_vectors": FactCheckVectors,
    "applied_files": AppliedFiles,
}
