/* plotly.js is loaded once, from an address that changes with it, instead of where Dash looks for
   it. It is on its way from the start on pages with charts, but takes a while to run: that is for
   when the page has asked for its figures and waits for them. */
(function () {
  "use strict";

  /* No page asks later than that. */
  const LATEST_MS = 500;

  let loaded = null;

  function load() {
    loaded = loaded || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = document.getElementById("plotly").href;
      script.onload = () => {
        followWidth();
        resolve();
      };
      script.onerror = () => reject(new Error("plotly.js did not load"));
      document.head.appendChild(script);
    });
    return loaded;
  }

  /* Dash tells of every change of a chart's place. plotly.js would then draw the chart again, also
     where it only became higher or lower with another figure, and give up the figure's height. */
  function followWidth() {
    const { resize } = window.Plotly.Plots;
    window.Plotly.Plots.resize = (chart) => {
      if (!chart._context || chart._context.responsive) return resize(chart);
      return Promise.resolve(isOfAnotherWidth(chart) && window.Plotly.relayout(chart, { autosize: true }));
    };
  }

  function isOfAnotherWidth(chart) {
    /* On paper a chart has a width of its own. */
    if (!chart.isConnected || !chart.offsetParent || !chart._fullLayout || chart.layout.width) return false;
    const room = parseFloat(window.getComputedStyle(chart).width);
    return room && Math.abs(room - chart._fullLayout.width) > 1;
  }

  /* Who has something to draw has asked and been answered, often before the chart stands. */
  const asked = (figure) => new Promise((resolve) => {
    if (figure && figure.data && figure.data.length) return resolve();
    const mark = document.getElementById("asking");
    if (!mark || mark.className) return resolve();
    setTimeout(resolve, LATEST_MS);
    new MutationObserver((_, watcher) => {
      watcher.disconnect();
      resolve();
    }).observe(mark, { attributes: true });
  });

  /* Nobody goes on with a chart that is not there. */
  function excuse(error, chart) {
    window.console.error(error);
    if (chart.tagName) {
      chart.className = "empty";
      chart.textContent = "The chart did not load. Try the page again, or look at the table.";
    }
    return new Promise(() => {});
  }

  /* Stands in until plotly.js takes its name. */
  const later = (name) => (...given) => asked(given[1]).then(load)
    .then(() => window.Plotly[name](...given), (error) => excuse(error, given[0]));
  window.Plotly = {
    react: later("react"),
    downloadImage: later("downloadImage"),
    /* Nothing is drawn yet. */
    Plots: { resize: () => Promise.resolve() },
  };
})();
