"""The pages in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from selenium import webdriver
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

pytestmark = pytest.mark.browser

LIT = "return Object.fromEntries([...CSS.highlights].map(([k, h]) => [k, [...h].map(r => r.toString())]))"
PAGES = ["/", "/articles/truce-1", "/articles/hostile", "/events", "/events?type=ASSAULT&lang=en", "/nowhere"]


INKS = ["ink", "soft", "link", "verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]
GROUNDS = ["lit", "trigger", "actor", "recipient", "place", "date", "source", "figure", "topic", "claim"]


@contextmanager
def screen(browser: webdriver.Chrome, width: int, height: int = 900) -> Iterator[None]:
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    yield
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@contextmanager
def without_script(browser: webdriver.Chrome) -> Iterator[None]:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    yield
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def lit(browser: webdriver.Chrome) -> dict[str, list[str]]:
    found: dict[str, list[str]] = browser.execute_script(LIT)
    return found


def point_at(browser: webdriver.Chrome, selector: str) -> None:
    element = browser.find_element(By.CSS_SELECTOR, selector)
    ActionChains(browser).scroll_to_element(element).move_to_element(element).perform()


def backgrounds(browser: webdriver.Chrome, selector: str) -> list[str]:
    return [each.value_of_css_property("background-color") for each in browser.find_elements(By.CSS_SELECTOR, selector)]


@pytest.fixture
def reader(browser: webdriver.Chrome, site: str) -> Iterator[webdriver.Chrome]:
    with screen(browser, 1280):
        browser.get(f"{site}/articles/truce-1")
        yield browser


def test_pointing_at_a_field_lights_up_its_words(reader: webdriver.Chrome) -> None:
    point_at(reader, "#event-e-shelling a[data-role=place]")
    assert lit(reader) == {"place": ["حي الروضة شمالي مدينة الواحة"]}


def test_pointing_at_a_card_lights_up_all_its_words_by_role(reader: webdriver.Chrome) -> None:
    point_at(reader, "#event-e-accuse h3")
    found = lit(reader)
    assert found["trigger"] == ["واتهم"]
    assert found["actor"] == ["الجيش", "الجيش"]  # of the event, and of the claim that stands on the card
    assert found["claim"] == ["خرق", "اتفاق وقف إطلاق النار"]
    assert "lit" in str(reader.find_element(By.ID, "event-e-accuse").get_attribute("class"))


def test_reaching_a_field_by_keyboard_lights_up_its_words(reader: webdriver.Chrome) -> None:
    last = reader.find_element(By.CSS_SELECTOR, "#event-e-title a.words:last-of-type")
    reader.execute_script("arguments[0].focus()", last)
    ActionChains(reader).send_keys(Keys.TAB).perform()
    focused = reader.switch_to.active_element
    assert "words" in str(focused.get_attribute("class"))
    assert lit(reader) == {focused.get_attribute("data-role"): [focused.text]}
    ActionChains(reader).send_keys(Keys.ESCAPE).perform()
    assert lit(reader) == {}


def test_pointing_at_a_trigger_in_the_text_lights_up_its_card(reader: webdriver.Chrome) -> None:
    point_at(reader, "mark.trigger a[href='#event-e-visit']")
    assert "lit" in str(reader.find_element(By.ID, "event-e-visit").get_attribute("class"))
    assert lit(reader)["recipient"] == ["رئيس الوزراء"]


def test_a_link_from_the_table_of_events_arrives_at_a_lit_card(browser: webdriver.Chrome, site: str) -> None:
    browser.get(f"{site}/articles/truce-1#event-e-pledge")
    assert "lit" in str(browser.find_element(By.ID, "event-e-pledge").get_attribute("class"))
    assert lit(browser)["date"] == ["الأسبوع المقبل"]


def test_following_a_field_beside_the_text_leaves_the_page_where_it_is(reader: webdriver.Chrome) -> None:
    point_at(reader, "#event-e-protect a[data-role=topic]")
    before = reader.execute_script("return scrollY")
    reader.find_element(By.CSS_SELECTOR, "#event-e-protect a[data-role=topic]").click()
    assert reader.execute_script("return scrollY") == before > 0
    assert lit(reader) == {"topic": ["حماية المستشفيات"]}


def test_words_out_of_sight_come_into_sight(browser: webdriver.Chrome, site: str) -> None:
    with screen(browser, 1280, 400):
        browser.get(f"{site}/articles/truce-1")
        point_at(browser, "#event-e-protect a[data-role=topic]")
        seen = """const words = [...CSS.highlights.get("topic")][0].getBoundingClientRect();
            const frame = document.querySelector(".text").getBoundingClientRect();
            return words.top >= frame.top && words.bottom <= frame.bottom"""
        assert browser.execute_script(seen) is False
        WebDriverWait(browser, 3).until(lambda _: browser.execute_script(seen))


def test_without_script_a_link_lights_up_every_piece_of_its_words(browser: webdriver.Chrome, site: str) -> None:
    with screen(browser, 1280), without_script(browser):
        browser.get(f"{site}/articles/truce-1")
        dark = backgrounds(browser, "mark")
        assert set(dark) == {"rgba(0, 0, 0, 0)"}
        link = browser.find_element(By.CSS_SELECTOR, "#event-e-shelling a[data-role=place]")
        name = str(link.get_attribute("href")).partition("#span-")[2]
        ActionChains(browser).move_to_element(link).perform()
        assert set(backgrounds(browser, f".s-{name}")) == {"rgba(205, 235, 211, 1)"}
        link.click()
        ActionChains(browser).move_to_element(browser.find_element(By.CSS_SELECTOR, ".brand")).perform()
        assert set(backgrounds(browser, f".s-{name}")) == {"rgba(205, 235, 211, 1)"}
        assert set(backgrounds(browser, f"mark:not(.s-{name})")) == {"rgba(0, 0, 0, 0)"}


def test_joined_letters_stay_joined_across_a_border(reader: webdriver.Chrome) -> None:
    widths = reader.execute_script("""
        const width = (html) => {
            const p = document.createElement("span"); p.style.whiteSpace = "nowrap"; p.innerHTML = html;
            document.querySelector(".text p").append(p);
            const w = p.getBoundingClientRect().width; p.remove(); return w; };
        return [width("بخرق"), width('ب<span><mark class="s-1-2">خرق</mark></span>'), width("ب خرق") - width(" ")]
    """)
    whole, marked, apart = widths
    assert marked == pytest.approx(whole, abs=0.5)
    assert abs(apart - whole) > 1


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 400, 1280])
def test_nothing_is_wider_than_the_screen(browser: webdriver.Chrome, site: str, path: str, width: int) -> None:
    with screen(browser, width):
        browser.get(site + path)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def test_arabic_runs_from_right_to_left_in_both_languages(browser: webdriver.Chrome, site: str) -> None:
    for language, chrome in (("ar", "rtl"), ("en", "ltr")):
        browser.get(f"{site}/articles/truce-1?lang={language}")
        assert browser.find_element(By.TAG_NAME, "body").value_of_css_property("direction") == chrome
        assert browser.find_element(By.CSS_SELECTOR, ".text p:last-of-type").value_of_css_property("direction") == "rtl"


def test_the_text_stands_beside_the_cards_or_above_them(browser: webdriver.Chrome, site: str) -> None:
    for width, beside in ((1280, True), (400, False)):
        with screen(browser, width):
            browser.get(f"{site}/articles/truce-1")
            text, cards = (browser.find_element(By.CSS_SELECTOR, name).rect for name in (".text", ".cards"))
            assert (text["x"] >= cards["x"] + cards["width"]) is beside
            assert (cards["y"] >= text["y"] + text["height"]) is not beside


def test_no_page_complains_or_asks_anything_from_elsewhere(browser: webdriver.Chrome, site: str) -> None:
    browser.get_log("browser"), browser.get_log("performance")  # type: ignore[no-untyped-call]
    for path in PAGES[:-1]:
        browser.get(site + path)
    complaints = [entry["message"] for entry in browser.get_log("browser")]  # type: ignore[no-untyped-call]
    assert complaints == []
    asked = [_requested(entry) for entry in browser.get_log("performance")]  # type: ignore[no-untyped-call]
    hosts = {urlsplit(url).netloc for url in asked if url}
    assert hosts == {urlsplit(site).netloc}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_are_readable_on_their_ground(browser: webdriver.Chrome, site: str, scheme: str) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    browser.get(f"{site}/articles/truce-1")
    names = browser.execute_script(
        """
        const style = getComputedStyle(document.documentElement);
        return Object.fromEntries(arguments[0].map(name => [name, style.getPropertyValue("--" + name).trim()]))
    """,
        [*INKS, *GROUNDS, "paper", "sheet", "mark-ink"],
    )
    for ink in INKS:
        for ground in ("paper", "sheet"):
            assert _contrast(names[ink], names[ground]) >= 4.5, (ink, ground)
    for ground in GROUNDS:
        assert _contrast(names["mark-ink"], names[ground]) >= 4.5, ground
        assert _contrast(names["ink"], names[ground]) >= 4.5, ground
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def _requested(entry: dict[str, Any]) -> str | None:
    message = json.loads(entry["message"])["message"]
    if message["method"] != "Network.requestWillBeSent":
        return None
    url = str(message["params"]["request"]["url"])
    return url if url.startswith(("http", "ws")) else None


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of two "#rrggbb" colours (WCAG 2.2, relative luminance)."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
