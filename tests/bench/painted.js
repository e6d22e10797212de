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

  const controls = () => [...document.querySelectorAll("#bar .control, .card-controls .control")];
  const keyOf = (control) => /control-(\w+)/.exec(control.className)[1];
  const DAYS = ["2018-03-31", "2021-09-30", "2024-06-30"];
  const isChoice = (one) => !one.disabled && one.value && one.value !== "several";

  /* What a control takes: [value, whether that takes back what was chosen]. */
  const taken = (control) => {
    const [list, day] = [control.querySelector("select"), control.querySelector("[type=date]")];
    if (list) {
      return [...list.options].filter((one) => isChoice(one) && one.value !== list.value)
        .map((one) => [one.value, one.value === "all"]);
    }
    if (day) return DAYS.filter((one) => one !== day.value).map((one) => [one, false]);
    return [...control.querySelectorAll("[type=checkbox], [type=radio]:not(:checked)")]
      .filter(isChoice).map((one) => [one.value, one.checked]);
  };

  /* What a reader could change: [key, value, whether that takes back a choice] of every list, box,
     switch and day in the bar or on a card. */
  window.choices = () => controls().filter((control) => control.offsetParent)
    .flatMap((control) => taken(control).map((way) => [keyOf(control), ...way]));

  const write = (field, value) => {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, value);
  };

  /* Choose a value, as `choices` gives it. */
  window.choose = (key, value) => {
    const control = controls().find((one) => keyOf(one) === key);
    const field = control.querySelector("select, [type=date]");
    if (!field) {
      [...control.querySelectorAll("input")].find((one) => one.value === value).click();
      return;
    }
    write(field, value);
    field.dispatchEvent(new Event(field.matches("select") ? "change" : "input", { bubbles: true }));
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
