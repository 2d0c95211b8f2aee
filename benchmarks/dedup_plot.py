"""Draws what benchmarks/dedup.py measured, from its --results file, into one picture.

    python benchmarks/dedup_plot.py RESULTS.json PICTURE.svg

It imports nothing of Broadsheet, so that it runs wherever matplotlib is.
"""

import argparse
import json
from pathlib import Path
from typing import Any

COLOURS = ("#33475b", "#b0563a", "#7d8f4e", "#8d7aa8", "#8a8a8a")  # ours first
NAMES = {
    "gaoya": "gaoya, signatures",
    "rensa": "rensa, signatures",
    "daft": "daft, signatures only, no pairs",
    "datasketch": "datasketch, first 2,000",
}


def lines(results: list[dict[str, Any]], value: str) -> dict[str, list[tuple[int, float]]]:
    """Return name to (documents, value) points: ours, then the others."""
    found: dict[str, list[tuple[int, float]]] = {"Broadsheet": []}
    for one in results:
        for name, cost in (("Broadsheet", one["ours"]), *((p["name"], p) for p in one["peers"])):
            shown = cost["peak"] if value == "peak" else cost["documents"] / cost[value]
            found.setdefault(name, []).append((one["size"], shown))
    return found


def main() -> None:
    """Draw three panels: speed, peak memory, and the cost of adding 10,000 documents."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "dedup", "font.size": 9})
    from matplotlib import pyplot

    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("results", type=Path)
    arguments.add_argument("picture", type=Path)
    given = arguments.parse_args()
    results = json.loads(given.results.read_text())
    figure, panels = pyplot.subplots(1, 3, figsize=(11, 3.6), layout="constrained")
    titles = ("documents a CPU second", "peak of the process, MiB", "adding 10,000, seconds")
    for panel, title, value in zip(panels, titles, ("cpu", "peak", "added"), strict=True):
        panel.set_title(title, fontsize=10)
        panel.set_xscale("log")
        panel.set_xlabel("documents" if value != "added" else "documents published before")
        panel.grid(visible=True, alpha=0.25)
        if value == "added":
            sizes = [one["size"] for one in results]
            for what, style in (("wall", "-"), ("cpu", "--")):
                seconds = [one["added"][what] for one in results]
                label = "on two cores" if what == "wall" else "CPU"
                panel.plot(sizes, seconds, style, color=COLOURS[0], marker="o", label=label)
            panel.set_ylim(0, 3)  # the aim
        else:
            panel.set_yscale("log")
            for number, (name, points) in enumerate(lines(results, value).items()):
                places, values = zip(*points, strict=True)
                label, width = NAMES.get(name, name), 1 if number else 2
                panel.plot(places, values, "o-", color=COLOURS[number], lw=width, ms=4, label=label)
        panel.legend(frameon=False, fontsize=7.5)
        for side in ("top", "right"):
            panel.spines[side].set_visible(False)
    figure.savefig(given.picture, metadata={"Date": None})


if __name__ == "__main__":
    main()
