/* What the browser does by itself: write the reader's choices to the address, save pictures. */
(function () {
  "use strict";

  const ORDER = ["year", "theme", "offer", "region", "patch", "type", "control", "council",
    "indicator", "compare", "records", "map", "tier", "as-at", "base", "latest", "cut"];

  const clientside = () => window.dash_clientside;

  /* As narrow as in the style sheet. */
  const phone = window.matchMedia("(max-width: 640px)");
  phone.addEventListener("change", () => clientside().set_props("room", { data: { wide: !phone.matches } }));

  function read(search) {
    const chosen = {};
    new URLSearchParams(search || "").forEach((value, key) => {
      if (ORDER.includes(key)) {
        chosen[key] = (chosen[key] || []).concat(value.split(",").filter(Boolean));
      }
    });
    return chosen;
  }

  function write(chosen) {
    const parts = ORDER.filter((key) => (chosen[key] || []).length)
      .map((key) => key + "=" + chosen[key].map(encodeURIComponent).join(","));
    return parts.length ? "?" + parts.join("&") : "";
  }

  /* `values` are those of the controls where they are what was chosen: the answer is told, so that
     it does not set back what the reader chooses before it comes. */
  function go(chosen, values) {
    const search = write(chosen);
    if (search !== write(read(window.location.search))) {
      if (values) clientside().set_props("written", { data: { search: search, values: values } });
      clientside().set_props("address", { search: search });
    }
    return clientside().no_update;
  }

  function slug(text) {
    return String(text).toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  }

  /* A click selects; a second click on the same thing takes it back. */
  function toggle(key, value) {
    const chosen = read(window.location.search);
    const known = chosen[key] || [];
    const same = (one) => one.toLowerCase() === value.toLowerCase();
    chosen[key] = known.some(same) ? known.filter((one) => !same(one)) : known.concat(value);
    return go(chosen);
  }

  /* A group of one key is taken up or taken back like anything else. An offer replaces the one
     before, and a pair of groups replaces what both keys held, as one of several in a list would
     only confuse. */
  function select(pairs) {
    if (pairs.length === 2 && pairs[0] !== "offer") return toggle(pairs[0], slug(pairs[1]));
    const chosen = read(window.location.search);
    const wanted = {};
    for (let i = 0; i + 1 < pairs.length; i += 2) wanted[pairs[i]] = slug(pairs[i + 1]);
    const held = Object.keys(wanted).every((key) => (chosen[key] || []).join() === wanted[key]);
    Object.keys(wanted).forEach((key) => { chosen[key] = held ? [] : [wanted[key]]; });
    return go(chosen);
  }

  /* What the page shows, and what its files and pictures are of: on a council's page that council too. */
  let query = "";
  let files = "";

  /* A chip takes back what its address lacks of what the page shows: from what is chosen by now. */
  function takenBack(search) {
    const left = read(search);
    const chosen = read(window.location.search);
    Object.entries(read(query)).forEach(([key, values]) => {
      const gone = values.filter((one) => !(left[key] || []).includes(one));
      chosen[key] = (chosen[key] || []).filter((one) => !gone.includes(one));
    });
    return write(chosen);
  }

  /* An address of ours as the browser has to ask for it: the dashboard may be below a path. */
  function here(path) {
    const config = JSON.parse(document.getElementById("_dash-config").textContent);
    return config.requests_pathname_prefix.replace(/\/$/, "") + path;
  }

  /* On a council's page the address already says which council; a click there selects nothing. */
  const onOneCouncil = () => window.location.pathname.startsWith(here("/council/"));

  function triggered() {
    const context = clientside().callback_context;
    const first = context.triggered && context.triggered[0];
    if (!first || !first.value) return null;
    return { id: JSON.parse(first.prop_id.slice(0, first.prop_id.lastIndexOf("."))), value: first.value };
  }

  const dashboard = {
    /* Controls also change when an address is opened or Back is pressed; only a value that differs
       from what the page shows is the reader's doing. */
    filtersToAddress: function (values, shown, defaults) {
      if (!shown) return clientside().no_update;
      const chosen = read(shown.query);
      const themeBefore = (chosen.theme || []).join();
      const opens = Object.assign({}, defaults, shown.opens);
      const held = {};
      let changed = false;
      clientside().callback_context.inputs_list[0].forEach((input) => {
        const name = input.id.control;
        const key = name.replace("_", "-");
        const value = held[name] = input.value;
        if (value === "several" || JSON.stringify(value) === JSON.stringify(shown.values[name])) return;
        changed = true;
        if (Array.isArray(value)) chosen[key] = value;
        else if (!value || value === "all" || (value === opens[name] && !(key === "offer" && themeBefore))) delete chosen[key];
        else chosen[key] = [value];
        /* Another theme has other offers. */
        if (key === "theme" && (chosen.theme || []).join() !== themeBefore) delete chosen.offer;
      });
      return changed ? go(chosen, held) : clientside().no_update;
    },

    /* Files are of what is shown; their links are the browser's, so that a filter change need not
       send a dozen addresses. */
    linksToFiles: function (shown) {
      if (!shown) return clientside().no_update;
      query = shown.query;
      files = shown.files ? "?" + shown.files : "";
      document.querySelectorAll("a.file").forEach((link) => { link.href = link.pathname + files; });
      document.dispatchEvent(new CustomEvent("shown", { detail: shown }));
      return clientside().no_update;
    },

    /* Maps say what a point is by its location, other charts by customdata: [council code], or
       [key, value] pairs laid end to end. */
    clickToAddress: function () {
      const click = triggered();
      if (onOneCouncil() || !click || !click.value.points || !click.value.points.length) {
        return clientside().no_update;
      }
      const point = click.value.points[0];
      const known = Array.isArray(point.customdata) ? point.customdata : [];
      const area = point.location || (known.length === 1 ? known[0] : null);
      if (!area && known.length < 2) return clientside().no_update;
      /* Clear the click, or a second click on the same place would not count as a change. */
      clientside().set_props(click.id, { clickData: null });
      if (!area) return select(known);
      return /^E\d{8}$/.test(area) ? toggle("council", area) : toggle("region", slug(area));
    },

    rowToAddress: function () {
      const row = triggered();
      if (onOneCouncil() || !row || !row.value.length) return clientside().no_update;
      /* Let go of the row, or it would stay taken, and a second click on it would be none. */
      clientside().set_props(row.id, { selectedRows: [] });
      const data = row.value[0];
      if (data.council_code) return toggle("council", data.council_code);
      const groups = { region: data.region, type: data.authority_type,
        control: data.political_control, offer: data.offer_code };
      const pairs = Object.entries(groups).filter((pair) => pair[1] && pair[1] !== "England").flat();
      return pairs.length ? select(pairs) : clientside().no_update;
    },

    /* What is searched for, and a table no higher than its rows where they are few. Where words wrap,
       the table finds its height itself, and has all of its rows drawn for that. When many came next,
       they would all be drawn too before it could be told, so others get theirs from us. */
    shapeTable: function (text, rows, options, style) {
      /* They are on their way: an empty table would be low, and push down what is below once they come. */
      if (!rows) return [0, 0, 0].map(() => clientside().no_update);
      const { few, most, head, row } = options.context;
      const number = rows.length;
      const itself = few !== null && number <= few;
      const changed = { quickFilterText: text || "", domLayout: itself ? "autoHeight" : "normal" };
      const height = few === null ? Math.min(most, head + row * Math.max(number, 2)) : most;
      /* What stays as it is is not given anew: the table would go through its options again. */
      const differs = Object.keys(changed).some((key) => options[key] !== changed[key]);
      const same = clientside().no_update;
      return [
        differs ? Object.assign({}, options, changed) : same,
        differs ? (itself ? "grid few" : "grid") : same,
        style.height === height + "px" ? same : Object.assign({}, style, { height: height + "px" }),
      ];
    },

    /* The name of the page, where the browser and a screen reader look for it first. */
    titlePage: function () {
      setTimeout(() => {
        const heading = document.querySelector("h1");
        if (heading) document.title = heading.textContent + " – Sector-led improvement";
      }, 0);
      return clientside().no_update;
    },

    /* Words in charts are broken for a phone, or for the room that a wider screen has. */
    roomForCharts: function (_, room) {
      return room ? clientside().no_update : { wide: !phone.matches };
    },

    foldFilters: function (clicks) {
      const open = (clicks || 0) % 2 === 1;
      return [open ? "filter-body open" : "filter-body", open ? "true" : "false"];
    },

  };

  function savePicture(exhibit) {
    fetch(here("/exhibits/") + exhibit + "/figure.json" + files)
      .then((response) => response.json())
      .then((found) => window.Plotly.downloadImage(
        { data: found.figure.data, layout: found.figure.layout, config: { topojsonURL: here("/assets/topo/") } },
        { format: "png", width: found.width, height: found.height, scale: 2, filename: found.name }
      ));
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("[data-picture]");
    if (button) savePicture(button.dataset.picture);
  });

  window.dashboard = Object.assign({}, window.dashboard, { takenBack });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    dashboard: Object.assign({}, (window.dash_clientside || {}).dashboard, dashboard),
  });

  /* A link to a council changes the page without loading it anew; other clicks on it (a new tab)
     are the browser's. In a table, Enter on the cell follows the link. */
  window.dashAgGridComponentFunctions = Object.assign({}, window.dashAgGridComponentFunctions, {
    CouncilLink: function (props) {
      const code = props.data && props.data.council_code;
      if (!code) return props.value || null;
      const path = here("/council/") + code;
      return window.React.createElement("a", {
        href: path,
        onClick: (event) => {
          event.stopPropagation();
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          clientside().set_props("address", { pathname: path });
          window.scrollTo(0, 0);
        },
      }, props.value);
    },
  });
  document.addEventListener("keydown", (event) => {
    const cell = event.key === "Enter" && event.target.closest && event.target.closest(".ag-cell");
    const link = cell && cell.querySelector("a");
    if (link) link.click();
  });

  /* An open list of boxes closes on a click elsewhere and on Escape. */
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.drop[open]").forEach((list) => {
      if (!list.contains(event.target)) list.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.drop[open]").forEach((list) => {
      list.open = false;
      list.querySelector("summary").focus();
    });
  });
})();
