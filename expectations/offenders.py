"""Gathers, for all tables at once, the rows that break a rule about more than themselves."""

from collections.abc import Iterable
from pathlib import Path

from expectations.candidates import Candidates
from expectations.counts import count_offenders
from expectations.entity_counts import entity_offenders
from expectations.keys import repeated_keys
from expectations.references import reference_offenders
from expectations.text_checks import Offenders, text_offenders
from expectations.versions import version_offenders


def find_offenders(candidates: Candidates, tables: Iterable[str], scratch: Path) -> Offenders:
    """Return who breaks which flag of FOUND_ELSEWHERE, the references and the keys.

    Keys and references are looked at for `tables`; texts, counts and versions always. `scratch`
    takes intermediate parts and may be removed afterwards.
    """
    found = text_offenders(candidates, scratch)
    found |= count_offenders(candidates)
    found |= entity_offenders(candidates)
    found |= version_offenders(candidates)
    for table in tables:
        found |= reference_offenders(candidates, table)
        twice = repeated_keys(candidates, table)
        if twice.height:
            found[table, "key_is_unique"] = twice
    return found
