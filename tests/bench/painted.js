/* From a reader's change of a filter to the last thing painted, measured inside the page. */
(() => {
  window.onTheWay = 0;
  const fetched = window.fetch;
  window.fetch = (...wanted) => {
    window.onTheWay += 1;
    return fetched(...wanted).finally(() => { window.onTheWay -= 1; });
  };
  const here = () => window.location.pathname + window.location.search;
  document.addEventListener("shown", () => {
    window.showing = here();
    window.shownAt = performance.now();
  });
  window.longTasks = [];
  new PerformanceObserver((list) => {
    list.getEntries().forEach((task) => window.longTasks.push(task.duration));
  }).observe({ type: "longtask" });

  const STILL = 120;

  /* What a reader could change: [place of the control, value] of every list in the bar or a card. */
  window.choices = () => [...document.querySelectorAll("#bar select, .card-controls select")]
    .flatMap((list, place) => list.disabled ? [] : [...list.options]
      .filter((one) => !one.disabled && one.value && one.value !== "several" && one.value !== list.value)
      .map((one) => [place, one.value]));

  window.choose = (place, value) => {
    const list = document.querySelectorAll("#bar select, .card-controls select")[place];
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value").set.call(list, value);
    list.dispatchEvent(new Event("change", { bubbles: true }));
  };

  /* Milliseconds from a change to the last thing painted, null where nothing came of it. */
  window.measurePaint = (change) => new Promise((resolve) => {
    const before = here();
    const heard = [];
    const started = performance.now();
    let last = started;
    /* A frame's callback runs just before it is painted; a message sent from it arrives just after. */
    const painted = () => requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => { last = performance.now(); };
      after.port2.postMessage(0);
    });
    document.querySelectorAll(".exhibit .js-plotly-plot").forEach((graph) => {
      graph.on("plotly_afterplot", painted);
      heard.push(graph);
    });
    const watcher = new MutationObserver(painted);
    watcher.observe(document.getElementById("main"), { childList: true, subtree: true, characterData: true });
    const look = () => {
      const now = performance.now();
      const rest = here() !== before && window.showing === here() && !window.onTheWay
        && !document.querySelector(".busy") && now - Math.max(last, window.shownAt) > STILL;
      if (rest || now - started > 10000) {
        watcher.disconnect();
        heard.forEach((graph) => graph.removeListener("plotly_afterplot", painted));
        resolve(rest ? last - started : null);
      } else setTimeout(look, 10);
    };
    change();
    look();
  });
})();
