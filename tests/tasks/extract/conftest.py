"""The default model, loaded once for all tests that need a real recogniser."""

import warnings

import pytest

from tasks.extract.recognise import Recogniser, recogniser
from tasks.extract.recognise_part import ExtractOptions


@pytest.fixture(scope="session")
def spacy_md() -> Recogniser:
    options = ExtractOptions()
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # loading must say nothing
        return recogniser(options.model, options.batch_size)
