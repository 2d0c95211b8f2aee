"""What is stored of a document must be enough to clean and describe it again."""

from flows.replaying import RAW_COLUMNS
from tasks.clean import rows
from tasks.describe import describe


def test_a_stored_document_has_all_that_the_stages_ask_of_a_rendered_one() -> None:
    assert set(rows._RAW_COLUMNS) <= set(RAW_COLUMNS)
    assert set(describe._NARROW) <= set(RAW_COLUMNS)
