/* The library of tables is a quarter of what a page with a table loads, and Dash would put nothing on
   the page before it is there. It comes when the first table stands, or when everything else has
   come: many pages have tables only for those who ask for one. */
(function () {
  "use strict";

  const { createElement, lazy, Suspense } = window.React;
  const address = document.getElementById("tables").content;
  /* Its other part, which it would ask for when it has itself been read. */
  const rest = new URL("async-community.js", new URL(address, window.location.href)).href;

  function hint(rel, href) {
    const link = document.createElement("link");
    Object.assign(link, { rel, href, as: "script" });
    document.head.appendChild(link);
  }

  let loaded = null;

  function load() {
    loaded = loaded || new Promise((resolve, reject) => {
      hint("preload", rest);
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => {
        const { AgGrid } = window.dash_ag_grid;
        /* Dash looks for it by its name: with another one it would make each table anew. */
        window.dash_ag_grid = Object.assign({}, window.dash_ag_grid, { AgGrid: Table });
        resolve({ default: AgGrid });
      };
      script.onerror = () => reject(new Error("The library of tables did not load"));
      document.head.appendChild(script);
    });
    return loaded;
  }

  const Later = lazy(load);
  const Table = (props) => createElement(
    Suspense, { fallback: createElement("div", { style: props.style }) }, createElement(Later, props));
  /* As of the library's own: it wants to know what made Dash draw it again. */
  Table.dashRenderType = true;
  window.dash_ag_grid = { AgGrid: Table };

  function prefetch() {
    if (!loaded) [address, rest].forEach((href) => hint("prefetch", href));
  }

  document.addEventListener("shown", () => {
    const charts = document.getElementById("plotly");
    if (window.performance.getEntriesByName(charts.href).length) prefetch();
    else charts.addEventListener("load", prefetch);
  }, { once: true });
})();
