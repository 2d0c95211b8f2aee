"""The sums of one article are those of its mentions and quotations."""

import polars as pl

from tasks.extract.article_entities import article_entities


def row(field: str, start: int, entity: str, role: str | None = None) -> dict[str, object]:
    return {
        "article_id": "a", "version_id": "v", "entity_id": entity, "entity_type": "PERSON",
        "field": field, "char_start": start, "role": role, "lead_end": 40,
    }  # fmt: skip


MENTIONS = [
    row("text", 90, "e_1", "Minister"),
    row("headline", 0, "e_1"),
    row("text", 5, "e_1", "Foreign Minister"),
    row("text", 40, "e_2", "Minister"),
    row("text", 60, "e_2", "Minister"),
    row("headline", 9, "e_3"),
]
SAID = [("a", "e_1"), ("a", "e_1"), ("a", None)]


def sums(mentions: list[dict[str, object]]) -> dict[str, dict[str, object]]:
    types = {"role": pl.String, "char_start": pl.Int32}
    said = pl.DataFrame(SAID, schema=["article_id", "speaker_entity_id"], orient="row")
    rows = article_entities(pl.DataFrame(mentions, schema_overrides=types), said)
    return {str(r["entity_id"]): r for r in rows.to_dicts()}


def test_counts_and_places() -> None:
    found = sums(MENTIONS)
    shown = ("mention_count", "quote_count", "first_char_start", "in_headline", "in_lead")
    assert {e: tuple(r[c] for c in shown) for e, r in found.items()} == {
        "e_1": (3, 2, 5, True, True),
        "e_2": (2, 0, 40, False, False),
        "e_3": (1, 0, None, True, False),
    }


def test_salience_is_a_share_of_the_article() -> None:
    found = sums(MENTIONS)
    weights = {"e_1": 3 + 2 + 1, "e_2": 1 + 1, "e_3": 3}
    for entity, weight in weights.items():
        assert abs(float(str(found[entity]["salience"])) - weight / 11) < 1e-6


def test_roles_stand_once_in_the_order_of_the_text() -> None:
    found = sums(MENTIONS)
    assert found["e_1"]["roles"] == ["Foreign Minister", "Minister"]
    assert (found["e_2"]["roles"], found["e_3"]["roles"]) == (["Minister"], [])


def test_order_of_the_mentions_does_not_matter() -> None:
    assert sums(MENTIONS) == sums(MENTIONS[::-1])
