"""Tables and facts in which every field that a run takes from outside tries to break the page."""

from dataclasses import replace
from datetime import UTC, datetime

import pyarrow as pa

from tasks.report.facts import RunFacts, StageFacts, Status
from tests.tasks.report.newsroom import Rows, facts
from warehouse.contract import contract

ATTACK = (
    "\"'><script>document.title='pwned'</script><img src=x onerror=\"document.title='pwned'\">"
    "</title></style><svg onload=document.title='pwned'>{{ 7*7 }}\u202e\x1b[31m&lt;"
)
URLS = (
    "javascript:document.title='pwned'",
    " javascript:document.title='pwned'",
    "data:text/html,<script>document.title='pwned'</script>",
    "https://ok.example/\"onmouseover=\"document.title='pwned'",
    "https:javascript:alert(1)",
    "vbscript:x",
)
RUN = "run_" + ATTACK


def hostile_rows() -> dict[str, Rows]:
    """Six rows of every table, joined by hostile ids, with an attack in every string column."""
    names = (
        "articles", "raw_documents", "removed_blocks", "clusters", "duplicates", "mentions",
        "entities", "article_entities", "quarantine", "expectation_results",
    )  # fmt: skip
    return {name: [_row(name, number) for number in range(len(URLS))] for name in names}


def _row(table: str, number: int) -> dict[str, object]:
    row: dict[str, object] = {}
    for column in contract(table).columns:
        if pa.types.is_string(column.type):
            row[column.name] = f"{ATTACK}{number}"
        elif column.type == pa.list_(pa.string()):
            row[column.name] = [ATTACK, ATTACK]
    row |= {"run_id": RUN, "url": URLS[number], "raw_uri": URLS[number]}
    row |= {"field": "text", "version_id": f"{ATTACK}0"} if table == "mentions" else {}
    row |= {"cluster_id": ATTACK, "entity_type": "PERSON", "is_canonical": number == 0}
    row |= {"matched_article_id": f"{ATTACK}0", "is_merged": True, "size": 6, "action": "removed"}
    row |= {"source_text": ATTACK * 3, "char_start": 4, "char_end": len(ATTACK) - 9}
    row |= {"published_at": datetime(2024, 5, 1 + number, tzinfo=UTC), "success": False}
    row["published_date"] = datetime(2024, 5, 1 + number).date()
    row["reasons"] = [dict.fromkeys(("expectation", "column", "value", "message"), ATTACK)]
    return row


def hostile_facts(status: Status = "published") -> RunFacts:
    """Facts with an attack in every field of text."""
    stage = StageFacts(ATTACK, 1.0, {ATTACK: 3})
    return replace(
        facts(status),
        run_id=RUN,
        parameters={ATTACK: [ATTACK, {ATTACK: ATTACK}]},
        tables={ATTACK: ATTACK},
        stages=(stage,),
        failures=(ATTACK,),
        warnings=(ATTACK,),
    )
