/* Printing: charts are drawn for the screen, and paper is narrower. What is changed for a printout
   is changed back after it. */
(function () {
  "use strict";

  /* Pixels between the margins of A4, between columns, and how small a page is printed that is
     made for so many sides. */
  const PAPER = 703, GAP = 10, ZOOM = { "prints-on-1": 0.71, "prints-on-2": 0.7 };

  const clientside = () => window.dash_clientside;
  const drawn = () => [...document.querySelectorAll(".js-plotly-plot")].filter((one) => one.offsetParent);
  const illustrative = (chart) =>
    chart.data.map((trace, i) => (trace.meta === "illustrative" ? i : -1)).filter((i) => i >= 0);

  /* A council with much on record gets smaller print, so that its brief keeps to two sides: a side
     holds SIDE pixels, of which the page's heading takes some, and words wrap sooner than on a
     wide screen. */
  const SIDE = 1030, HEADING = 140, WRAPPED = 1.02, SMALLEST = 0.6;

  function tallest(page) {
    const shown = (card) => card.offsetHeight - card.querySelector(".card-foot").offsetHeight;
    const columns = [...page.querySelectorAll(".row > div")].map((column) =>
      [...column.querySelectorAll(".exhibit")].reduce((sum, card) => sum + shown(card), 0));
    return Math.max(...columns) * WRAPPED + HEADING;
  }

  function zoom() {
    const page = document.querySelector("[class^=prints-on]");
    const made = (page && ZOOM[page.className]) || 1;
    if (!page || page.className !== "prints-on-2" || window.innerWidth < 1100) return made;
    return Math.max(SMALLEST, Math.min(made, SIDE / tallest(page)));
  }

  function width(chart, scale) {
    const column = chart.closest("[class^=span-]");
    const twelfths = scale < 1 && column ? Number(column.className.slice(5)) : 12;
    return Math.floor((twelfths / 12) * (PAPER / scale + GAP) - GAP);
  }

  window.addEventListener("beforeprint", () => {
    const stamp = document.getElementById("print");
    const today = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    if (stamp) stamp.textContent = "Printed on " + today + " from " + window.location.href;
    const scale = zoom();
    document.documentElement.style.setProperty("--paper-zoom", scale);
    drawn().forEach((chart) => {
      window.Plotly.relayout(chart, { width: width(chart, scale), autosize: false });
      /* A brief has no room for rows that are not facts. */
      const hidden = illustrative(chart);
      if (hidden.length && chart.closest(".prints-on-2")) window.Plotly.restyle(chart, { visible: false }, hidden);
    });
  });

  window.addEventListener("afterprint", () => {
    drawn().forEach((chart) => {
      const hidden = illustrative(chart);
      if (hidden.length) window.Plotly.restyle(chart, { visible: true }, hidden);
      window.Plotly.relayout(chart, { width: null, autosize: true });
    });
    if (before !== null) clientside().set_props("address", { search: before });
    before = null;
  });

  /* The brief holds recorded rows only: they are asked for, printed when they are there, and the
     reader's own choice is put back. */
  const RECORDED = "records=recorded";
  let before = null;
  let waiting = false;

  document.addEventListener("shown", (event) => {
    if (!waiting || !event.detail.query.includes(RECORDED)) return;
    waiting = false;
    /* Charts are drawn after their figures arrive. */
    setTimeout(() => window.print(), 500);
  });

  const brief = {
    printBrief: function (clicks) {
      const search = window.location.search;
      if (!clicks) return clientside().no_update;
      /* Only a council's brief leaves rows out. */
      if (search.includes(RECORDED) || !document.querySelector(".prints-on-2")) {
        window.print();
      } else {
        before = search;
        waiting = true;
        const others = search.replace(/records=[^&]*&?/, "").replace(/[?&]$/, "");
        clientside().set_props("address", { search: (others ? others + "&" : "?") + RECORDED });
      }
      return clientside().no_update;
    },
  };

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    dashboard: Object.assign({}, (window.dash_clientside || {}).dashboard, brief),
  });
})();
