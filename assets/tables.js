/* The library of tables is a quarter of what a page with a table loads, and Dash would put nothing on
   the page before it is there. It comes when the first table stands, or when everything else has
   come: many pages have tables only for those who ask for one. */
(function () {
  "use strict";

  const { createElement, lazy, Suspense } = window.React;
  const address = document.getElementById("tables").content;
  /* Its other part, which it would ask for later by itself. */
  const rest = new URL("async-community.js", new URL(address, window.location.href)).href;

  const come = (src) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src, onload: resolve, onerror: () => reject(new Error(`${src} did not load`)) });
    document.head.appendChild(script);
  });

  /* Dash looks for it by its name: with another one it would make each table anew. */
  function take() {
    const { AgGrid } = window.dash_ag_grid;
    window.dash_ag_grid = Object.assign({}, window.dash_ag_grid, { AgGrid: Table });
    return { default: AgGrid };
  }

  function excuse(error) {
    window.console.error(error);
    const words = "The table did not load. Try the page again, or download the rows below.";
    return { default: () => createElement("p", { className: "empty" }, words) };
  }

  let loaded = null;

  function load() {
    loaded = loaded || Promise.all([come(address).then(take), come(rest)])
      .then(([found]) => found, excuse);
    return loaded;
  }

  const Later = lazy(load);
  /* Empty, it is as high as the table will be: see style.css. */
  const Table = (props) => createElement(
    "div", { className: "table-room", style: { "--height": props.style.height } },
    createElement(Suspense, { fallback: null }, createElement(Later, props)));
  /* As of the library's own: it wants to know what made Dash draw it again. */
  Table.dashRenderType = true;
  window.dash_ag_grid = { AgGrid: Table };

  function prefetch() {
    if (loaded || document.querySelector(".table")) return;
    [address, rest].forEach((href) => {
      const link = document.createElement("link");
      document.head.appendChild(Object.assign(link, { rel: "prefetch", as: "script", href }));
    });
  }

  document.addEventListener("shown", () => {
    const charts = document.getElementById("plotly");
    if (window.performance.getEntriesByName(charts.href).length) prefetch();
    else charts.addEventListener("load", prefetch);
  }, { once: true });
})();
