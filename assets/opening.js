/* A page opens as a whole. Its cards come first and their words with the answers, a moment later, and
   would push each other down before the reader's eyes: until then they are not seen (style.css). */
(function () {
  "use strict";

  const page = () => document.getElementById("page");

  new MutationObserver((changes, watcher) => {
    if (!page()) return;
    watcher.disconnect();
    const open = () => page().classList.toggle("opening", Boolean(page().querySelector(".exhibit")));
    new MutationObserver(open).observe(page(), { childList: true });
    open();
  }).observe(document.documentElement, { childList: true, subtree: true });

  /* In the next frame: by then tables are as high as their rows need. */
  document.addEventListener("shown", () => {
    window.requestAnimationFrame(() => page().classList.remove("opening"));
  });
})();
