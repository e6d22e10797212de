/* What changed, said aloud: one short message after each change, where every card that spoke for
   itself would talk over the others. And the focus, which must not be lost with a page. */
(function () {
  "use strict";

  /* Several changes in a row are said once. */
  const PAUSE_MS = 300;

  let before = null;
  let waiting = null;

  const words = (place, within) => {
    const found = (within || document).querySelector(place);
    return found ? found.textContent.trim() : "";
  };

  /* The start of a sentence is said; the rest is there to be read. */
  const first = (text) => (text.match(/^.+?[.:?](?=\s|$)/) || [text])[0];

  /* The cards of which a part shows something else than before. */
  function changed(was, now) {
    return [...document.querySelectorAll(".exhibit")].filter((card) =>
      ["sentence", "figure", "face", "rows"].some((part) => {
        const mark = part + " " + card.id;
        return now.marks[mark] !== undefined && was.marks[mark] !== now.marks[mark];
      }));
  }

  function message(was, now) {
    const notice = words("#notices");
    if (!was) return notice;
    if (was.path !== now.path) return [words("h1") + ".", notice].join(" ").trim();
    if (was.query === now.query) return "";
    const cards = changed(was, now);
    if (!cards.length) return [notice, "Nothing on this page changed."].join(" ").trim();
    const all = document.querySelectorAll(".exhibit").length;
    return [
      notice,
      cards.length + " of " + all + (all === 1 ? " answer" : " answers") + " changed.",
      first(words(".sentence", cards[0])),
    ].join(" ").trim();
  }

  document.addEventListener("shown", (event) => {
    const now = event.detail;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const was = before;
      before = now;
      const text = message(was, now);
      if (text) window.dash_clientside.set_props("said", { children: text });
      /* The link that was followed went with its page. */
      if (was && was.path !== now.path && document.activeElement === document.body) {
        const heading = document.querySelector("h1");
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      }
    }, PAUSE_MS);
  });
})();
