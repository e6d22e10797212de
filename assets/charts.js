/* Charts are as wide as their place. plotly.js has a way to follow it, but that also gives up the
   height of the figure, and then draws every chart that became higher or lower a second time. */
(function () {
  "use strict";

  /* A window that is being drawn larger changes many times in a row. */
  const PAUSE_MS = 100;

  const waiting = new Map();
  const seen = new WeakSet();

  function fit(chart) {
    waiting.delete(chart);
    /* On paper a chart has a width of its own. */
    if (!chart.isConnected || !chart.offsetParent || !chart._fullLayout || chart.layout.width) return;
    const room = parseFloat(window.getComputedStyle(chart).width);
    if (room && Math.abs(room - chart._fullLayout.width) > 1) window.Plotly.relayout(chart, { autosize: true });
  }

  const places = new ResizeObserver((changes) => changes.forEach((change) => {
    const chart = change.target.querySelector(".js-plotly-plot");
    if (!chart || !chart._context || chart._context.responsive) return;
    clearTimeout(waiting.get(chart));
    waiting.set(chart, setTimeout(fit, PAUSE_MS, chart));
  }));

  document.addEventListener("shown", () => {
    document.querySelectorAll(".dash-graph").forEach((place) => {
      if (seen.has(place)) return;
      seen.add(place);
      places.observe(place);
    });
  });
})();
