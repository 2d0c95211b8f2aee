"""A real browser opens the page: nothing runs, nothing is fetched, and the picture is there."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from tasks.report.page import write_report
from tests.tasks.report.conftest import Tables
from tests.tasks.report.hostile import hostile_facts
from tests.tasks.report.newsroom import facts

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
)  # fmt: skip

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver on PATH"
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    yield driver
    driver.quit()


def _open(browser: webdriver.Chrome, page: Path) -> None:
    for log in ("browser", "performance"):
        browser.get_log(log)
    browser.get(page.as_uri())


def _requests(browser: webdriver.Chrome) -> list[str]:
    messages = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    sent = [m for m in messages if m["method"] == "Network.requestWillBeSent"]
    return [m["params"]["request"]["url"] for m in sent]


def test_the_page_fetches_nothing_and_complains_of_nothing(
    browser: webdriver.Chrome, tables: Tables, tmp_path: Path
) -> None:
    page = write_report(facts(), tables, tmp_path / "run.html")
    _open(browser, page)
    urls = _requests(browser)
    assert page.as_uri() in urls
    assert all(url.startswith(("file://", "data:")) for url in urls)
    assert browser.get_log("browser") == []
    assert browser.find_elements("css selector", "main section h2")


def test_removed_text_is_struck_through_and_kept_text_is_not(
    browser: webdriver.Chrome, tables: Tables, tmp_path: Path
) -> None:
    _open(browser, write_report(facts(), tables, tmp_path / "run.html"))
    struck = browser.execute_script(
        "return [...document.querySelectorAll('details[open] del')]"
        ".map(e => [getComputedStyle(e).textDecorationLine, getComputedStyle(e).color,"
        " e.getBoundingClientRect().width])"
    )
    assert len(struck) > 20
    assert {line for line, _, _ in struck} == {"line-through"}
    assert len({colour for _, colour, _ in struck}) > 10
    assert all(width > 0 for _, _, width in struck)
    plain = (
        "return getComputedStyle(document.querySelector('.line:not(.taken) p')).textDecorationLine"
    )
    assert browser.execute_script(plain) == "none"


def test_a_card_tells_who_ran_the_story_when_how_alike_and_what_they_changed(
    browser: webdriver.Chrome, tables: Tables, tmp_path: Path
) -> None:
    _open(browser, write_report(facts(), tables, tmp_path / "run.html"))
    (card,) = browser.find_elements("css selector", ".card")
    for words in ("Ellery Herald", "Mainland Post", "14 May 2024", "Jaccard 0.94"):
        assert words in card.text
    folded = card.find_element("css selector", ".difference")
    added = folded.find_element("css selector", ".added span")
    assert not added.is_displayed()
    browser.execute_script("arguments[0].click()", folded.find_element("css selector", "summary"))
    assert added.is_displayed()
    assert added.text == "The first crossing is free for islanders."
    assert folded.find_element("css selector", ".removed span").text.startswith("The operator")
    looks = [
        browser.execute_script("return getComputedStyle(arguments[0]).textDecorationLine", one)
        for one in folded.find_elements("css selector", "li span")
    ]
    assert looks == ["line-through", "none"]


@pytest.mark.parametrize("policy", [True, False], ids=["policy", "escaping alone"])
@pytest.mark.parametrize("status", ["published", "stopped"])
def test_hostile_articles_run_nothing(
    browser: webdriver.Chrome, hostile_tables: Tables, tmp_path: Path, policy: bool, status: str
) -> None:
    page = write_report(hostile_facts(status), hostile_tables, tmp_path / "run.html")  # type: ignore[arg-type]
    if not policy:
        source = page.read_text("utf-8")
        page.write_text(re.sub(r'<meta http-equiv="Content[^>]*>', "", source, count=1), "utf-8")
    _open(browser, page)
    browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert browser.title.startswith("Broadsheet run")
    assert browser.execute_script("return document.scripts.length") == 0
    handlers = (
        "return [...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
        ".filter(a => a.name.startsWith('on') || /^\\s*(javascript|data|vbscript):./i.test(a.value)"
        " && a.name === 'href' && a.value !== 'data:,').length"
    )
    assert browser.execute_script(handlers) == 0
    assert all(url.startswith(("file://", "data:")) for url in _requests(browser))
    assert browser.get_log("browser") == []


@pytest.mark.parametrize("width", [320, 400, 1280])
@pytest.mark.parametrize("hostile", [False, True])
def test_nothing_sticks_out_sideways(
    browser: webdriver.Chrome,
    tables: Tables,
    hostile_tables: Tables,
    tmp_path: Path,
    width: int,
    hostile: bool,
) -> None:
    shown, told = (hostile_tables, hostile_facts()) if hostile else (tables, facts())
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    _open(browser, write_report(told, shown, tmp_path / "run.html"))
    wide = browser.execute_script("return document.documentElement.scrollWidth")
    assert wide <= width
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_page_follows_the_readers_dark_mode(
    browser: webdriver.Chrome, tables: Tables, tmp_path: Path
) -> None:
    page = write_report(facts(), tables, tmp_path / "run.html")
    papers = []
    for scheme in ("light", "dark"):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        _open(browser, page)
        paper = "return getComputedStyle(document.body).backgroundColor"
        papers.append(browser.execute_script(paper))
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert papers == ["rgb(252, 251, 248)", "rgb(22, 23, 26)"]


def test_names_are_marked_and_the_picture_has_its_table(
    browser: webdriver.Chrome, tables: Tables, tmp_path: Path
) -> None:
    _open(browser, write_report(facts(), tables, tmp_path / "run.html"))
    marks = browser.find_elements("css selector", "details[open] .page mark")
    assert marks
    assert all(mark.get_attribute("title") for mark in marks)
    net = browser.find_element("css selector", "svg.net")
    assert net.size["width"] > 200
    shown = browser.execute_script(
        "const box = document.querySelector('svg.net').getBoundingClientRect();"
        "return [...document.querySelectorAll('svg.net text')].map(t => t.getBoundingClientRect())"
        ".every(r => r.left >= box.left - 1 && r.right <= box.right + 1"
        " && r.top >= box.top - 1 && r.bottom <= box.bottom + 1)"
    )
    assert shown
    bows = browser.find_elements("css selector", "svg.net path")
    rows = browser.find_elements("css selector", "table.together tbody tr")
    assert len(bows) == len(rows) > 0
