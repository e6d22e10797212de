/* From a reader's click to the last chart painted, measured inside the page. */
window.measurePaint = (change) => new Promise((resolve) => {
  const graphs = [...document.querySelectorAll(".exhibit .js-plotly-plot")].filter((one) => one.offsetParent);
  const waiting = new Set(graphs);
  const sentences = [...document.querySelectorAll(".exhibit .sentence")].map((one) => one.textContent);
  const changed = () => [...document.querySelectorAll(".exhibit .sentence")]
    .some((one, place) => one.textContent !== sentences[place]);
  const started = performance.now();
  let last = started;
  const done = () => {
    if (waiting.size || !changed()) return;
    /* Rows of tables arrive after the charts: wait until nothing has moved for a while. */
    clearTimeout(done.timer);
    done.timer = setTimeout(() => { watcher.disconnect(); resolve(last - started); }, 120);
  };
  /* A frame's callback runs just before it is painted; a message sent from it arrives just after. */
  const painted = () => requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => { last = performance.now(); done(); };
    after.port2.postMessage(0);
  });
  graphs.forEach((graph) => graph.once("plotly_afterplot", () => { waiting.delete(graph); painted(); }));
  const watcher = new MutationObserver(painted);
  document.querySelectorAll(".exhibit .sentence, .exhibit .ag-center-cols-container, .exhibit .detail")
    .forEach((one) => watcher.observe(one, { childList: true, subtree: true, characterData: true }));
  change();
  setTimeout(() => resolve(null), 10000);
});
