/* What a search finds, from the keyboard: the arrows go down and up its links, Enter opens the first,
   Escape empties it. */
(function () {
  "use strict";

  const SOON_MS = 3000;
  const set = (id, props) => window.dash_clientside.set_props(id, props);

  document.addEventListener("keydown", (event) => {
    const finder = event.target.closest && event.target.closest(".finder");
    if (!finder || !["ArrowDown", "ArrowUp", "Escape"].includes(event.key)) return;
    const box = finder.querySelector("input");
    const links = [...finder.querySelectorAll(".found a")];
    const here = links.indexOf(event.target);
    if (event.target !== box && here < 0) return;
    if (event.key === "Escape") {
      set(box.id, { value: "" });
      box.focus();
    } else if (links.length) {
      const next = here + (event.key === "ArrowDown" ? 1 : -1);
      if (next < -1 || next >= links.length) return;
      (next < 0 ? box : links[next]).focus();
    } else return;
    event.preventDefault();
  });

  /* Who types fast presses Enter before there is a list for what was typed: the one that is there
     still belongs to its first letters. */
  document.addEventListener("keydown", (event) => {
    const box = event.key === "Enter" && event.target.closest && event.target.closest(".finder input");
    if (!box) return;
    const found = box.closest(".finder").querySelector(".found");
    const asked = box.value.trim();
    const open = () => {
      const list = box.value.trim() === asked && found.querySelector("[data-for]");
      if (!list || list.dataset.for !== asked) return;
      watcher.disconnect();
      list.querySelector("a").click();
    };
    const watcher = new MutationObserver(open);
    watcher.observe(found, { childList: true, subtree: true, attributes: true });
    setTimeout(() => watcher.disconnect(), SOON_MS);
    open();
  });

  /* An indicator that is chosen shows in the list of the filters; the search starts afresh. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest(".finder.indicators .found a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    set("find-indicator", { value: "" });
    set("find-theme", { value: "all" });
    const list = document.querySelector(".control-indicator select");
    if (list && list.offsetParent) list.focus();
    else document.querySelector("#main").focus();
  });
})();
