"""The shipped prefect.yaml works with the locked versions: deployed, then run by a real worker."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from flows.server import start_server, stop_server, wait_for_server
from tests.conftest import SAMPLES

ROOT = Path(__file__).parent.parent.parent
PREFECT = Path(sys.executable).parent / "prefect"
POOL = "broadsheet"  # as prefect.yaml has it
LIMIT_SECONDS = 180


def test_a_worker_runs_the_shipped_deployment(tmp_path: Path) -> None:
    home = tmp_path / "prefect"
    for name in ("flows", "tasks", "expectations", "warehouse", "prefect.yaml"):
        (tmp_path / name).symlink_to(ROOT / name)
    sample = tmp_path / "examples" / "sample_news"
    sample.mkdir(parents=True)
    shutil.copy(SAMPLES / "meridian_post" / "softer_line.txt", sample)
    start_server(home, idle_seconds=LIMIT_SECONDS)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")} | {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": wait_for_server(home).api_url,
        "BROADSHEET_ENTITIES": "none",
        "DO_NOT_TRACK": "1",
    }

    def prefect(*words: str) -> None:
        done = subprocess.run(
            [str(PREFECT), "--no-prompt", *words],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=LIMIT_SECONDS,
        )
        assert done.returncode == 0, f"{words}: {done.stdout}\n{done.stderr}"

    try:
        prefect("work-pool", "create", POOL, "--type", "process")
        prefect("deploy", "--all")
        prefect("deployment", "run", "broadsheet/hourly")
        prefect("worker", "start", "--pool", POOL, "--run-once")
    finally:
        stop_server(home)
    assert (tmp_path / "data" / "warehouse" / "current" / "articles").is_dir()
