"""The default model, loaded once for all tests that need a real recogniser."""

import pytest

from tasks.extract.recognise import Recogniser, recogniser
from tasks.extract.recognise_part import ExtractOptions


@pytest.fixture(scope="session")
def spacy_md() -> Recogniser:
    options = ExtractOptions()
    return recogniser(options.model, options.batch_size)
