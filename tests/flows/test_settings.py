"""Settings come from flags, environment and file, in that order; unknown ones are refused."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.settings import ConfigurationError, load_settings, run_clock


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_file_gives_sources_and_values(tmp_path: Path) -> None:
    config = write(
        tmp_path / "b.toml",
        'batch_mb = 7\n[[sources]]\nname = "ledger"\npaths = ["in/*.txt"]\n',
    )
    settings = load_settings(config)
    assert settings.batch_mb == 7
    assert [(s.name, s.paths) for s in settings.sources] == [("ledger", ["in/*.txt"])]


def test_environment_wins_over_file_and_flag_over_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = write(tmp_path / "b.toml", 'warehouse = "from-file"\nbatch_mb = 7\n')
    monkeypatch.setenv("BROADSHEET_WAREHOUSE", "from-environment")
    assert load_settings(config).warehouse == Path("from-environment")
    assert load_settings(config).batch_mb == 7
    assert load_settings(config, warehouse=Path("from-flag")).warehouse == Path("from-flag")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("batch_mb = 0", "batch_mb"),
        ("colour = 'red'", "colour"),
        ("cleaning = 'hard'", "cleaning"),
        ("batch_mb = = 3", "not readable as TOML"),
        ("[[sources]]\nname = 'a b'\npaths = ['x']", "sources"),
        ("[[sources]]\nname = 'a'\npaths = []", "sources"),
        ("[[sources]]\nname='a'\npaths=['x']\n" * 2, "two sources are named 'a'"),
    ],
)
def test_bad_files_are_named(tmp_path: Path, text: str, named: str) -> None:
    config = write(tmp_path / "b.toml", text)
    with pytest.raises(ConfigurationError) as error:
        load_settings(config)
    assert named in str(error.value)
    assert "b.toml" in str(error.value)


def test_a_flag_at_fault_is_not_blamed_on_the_file(tmp_path: Path) -> None:
    config = write(tmp_path / "b.toml", "batch_mb = 3\ncleaning = 'auto'")
    with pytest.raises(ConfigurationError, match="settings: cleaning") as error:
        load_settings(config, cleaning="maybe")
    assert "b.toml" not in str(error.value)


def test_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no such configuration file"):
        load_settings(tmp_path / "none.toml")


def test_clock_can_be_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROADSHEET_NOW", "2026-03-01T12:00:00+09:00")
    assert run_clock() == datetime(2026, 3, 1, 3, tzinfo=UTC)
    monkeypatch.setenv("BROADSHEET_NOW", "yesterday")
    with pytest.raises(ConfigurationError, match="BROADSHEET_NOW"):
        run_clock()
