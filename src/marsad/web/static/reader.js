// Lights up the words of a field, a card or a trigger. Everything works without it: the links lead to the words, and a
// style sheet made for the article marks them. With it the marks take the colour of their role and run through joined
// letters (CSS Custom Highlight API), and the text scrolls to words that are out of sight.
"use strict";

(() => {
  if (!window.CSS?.highlights || !window.Highlight) return;
  const text = document.querySelector(".text");
  const page = document.documentElement;
  page.classList.add("live");

  const rangeOf = (link) => {
    const pieces = text.getElementsByClassName(link.hash.replace("#span-", "s-"));
    if (!pieces.length) return null;
    const range = new Range();
    range.setStart(pieces[0], 0);
    range.setEnd(pieces[pieces.length - 1], pieces[pieces.length - 1].childNodes.length);
    return range;
  };

  const cardOf = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));

  const clear = () => {
    CSS.highlights.clear();
    document.querySelectorAll(".card.lit").forEach((card) => card.classList.remove("lit"));
  };

  const light = (links) => {
    const roles = new Map();
    for (const link of links) {
      const range = rangeOf(link);
      if (!range) continue;
      if (!roles.has(link.dataset.role)) roles.set(link.dataset.role, new Highlight());
      roles.get(link.dataset.role).add(range);
    }
    roles.forEach((highlight, role) => {
      highlight.priority = role === "trigger" ? 2 : role === "claim" || role === "topic" ? 0 : 1;
      CSS.highlights.set(role, highlight);
    });
  };

  const lightCard = (card) => {
    card.classList.add("lit");
    light(card.querySelectorAll("a.words"));
  };

  // On wide screens the text stands beside the cards and scrolls by itself: pointing at a card may move it, and following
  // a field's link need not move the page.
  const beside = () => getComputedStyle(text).position === "sticky";

  const bringIntoSight = (link) => {
    if (!beside()) return;
    const range = link && rangeOf(link);
    if (!range) return;
    const words = range.getBoundingClientRect();
    const frame = text.getBoundingClientRect();
    if (words.top >= frame.top && words.bottom <= frame.bottom) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    text.scrollBy({ top: words.top - frame.top - frame.height / 3, behavior: calm ? "auto" : "smooth" });
  };

  let resting;
  const attend = (target) => {
    clearTimeout(resting);
    clear();
    const link = target.closest("a.words");
    const trigger = target.closest("mark.trigger a");
    const card = trigger ? cardOf(trigger) : target.closest(".card");
    if (link) light([link]);
    else if (card) lightCard(card);
    const first = link || (!trigger && card?.querySelector("a.words[data-role=trigger]"));
    if (first) resting = setTimeout(() => bringIntoSight(first), 200);
  };

  // A link from the table of events leads to a card: show its words at once.
  const arrive = () => {
    const card = location.hash.startsWith("#event-") && cardOf(location);
    if (card) attend(card);
  };

  document.addEventListener("pointerover", (event) => attend(event.target));
  document.addEventListener("focusin", (event) => attend(event.target));
  document.addEventListener("keydown", (event) => event.key === "Escape" && clear());
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.words");
    if (!link || !beside() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    attend(link);
  });
  window.addEventListener("hashchange", arrive);
  arrive();
})();
