/* Draws what dashboard/components/still.py sends: a tree of [tag, attributes, child, …]. */
(function () {
  "use strict";

  /* Links were made for what was chosen when they were sent. What has been chosen since and is not
     answered yet goes along to another page, and stays when something else is taken back. */
  function leadsTo(link) {
    if (document.getElementById("asking").className) {
      if (link.closest("nav")) return link.pathname + window.location.search;
      if (link.matches(".chip:not(.clear)")) return link.pathname + window.dashboard.takenBack(link.search);
    }
    return link.getAttribute("href");
  }

  /* As dcc.Link does: the address changes, the page is not loaded anew. */
  function follow(event) {
    if (event.metaKey || event.shiftKey || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    window.history.pushState({}, "", leadsTo(event.currentTarget));
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    window.scrollTo(0, 0);
  }

  function draw(node, live) {
    if (!Array.isArray(node)) return node.place === undefined ? node : live[node.place];
    const [tag, given, ...inside] = node;
    const children = inside.map((one) => draw(one, live));
    if (!tag) return window.React.createElement(window.React.Fragment, null, ...children);
    if (!given.href) return window.React.createElement(tag, given, ...children);
    const attributes = Object.assign({}, given, { href: window.dash_clientside.clean_url(given.href) });
    if (tag === "Link") attributes.onClick = follow;
    return window.React.createElement(tag === "Link" ? "a" : tag, attributes, ...children);
  }

  window.dashboard = Object.assign({}, window.dashboard, {
    Still: (props) => window.React.useMemo(
      () => draw(props.tree, [].concat(props.children)), [props.tree, props.children]),
  });
})();
