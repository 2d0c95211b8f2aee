"""The choice among the name recognisers by a model string."""

from functools import cache

from tasks.extract.recogniser import NoRecogniser, Recogniser, UnknownModel


def check_model(model: str) -> None:
    """Make sure that a model string can be loaded, without loading it.

    Raises UnknownModel for an unknown form, ModelMissingError for a package that is not installed,
    PayloadError for one that is not by its makers.
    """
    if model in ("none", "small"):
        return
    kind, _, package = model.partition(":")
    if kind == "gliner":
        from tasks.extract.gliner_model import check_gliner

        check_gliner(package)
        return
    if kind != "spacy" or not package.isidentifier():
        raise UnknownModel(
            f"unknown model {model!r}: write 'small', 'none', 'spacy:<package>' or "
            "'gliner:<owner>/<model>'"
        )
    from tasks.extract.spacy_model import package_dir

    package_dir(package)


@cache
def recogniser(model: str, batch_size: int = 24) -> Recogniser:
    """Load the recogniser that a model string names; a second call returns the first's result.

    `model` is ``small`` (this project's own), ``none``, ``spacy:<package>`` or
    ``gliner:<owner>/<model>``. Raises UnknownModel for any other form, ModelMissingError when the
    package is not installed, and PayloadError when its files are not the ones this project trusts.
    """
    check_model(model)
    if model == "none":
        return NoRecogniser()
    if model == "small":
        from tasks.extract.small_model import SmallRecogniser

        return SmallRecogniser()
    kind, _, package = model.partition(":")
    if kind == "gliner":
        from tasks.extract.gliner_model import GlinerRecogniser

        return GlinerRecogniser(package)
    from tasks.extract.spacy_model import SpacyRecogniser

    return SpacyRecogniser(package, batch_size)
