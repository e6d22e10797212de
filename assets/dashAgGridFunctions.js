/* Formatting of table cells. */
window.dashAgGridFunctions = window.dashAgGridFunctions || {};
window.dashAgGridFunctions.standing = function (basis) {
  return basis ? basis.charAt(0).toUpperCase() + basis.slice(1) : "No record";
};
window.dashAgGridFunctions.formatNumber = function (value, fewest, most) {
  if (value === null || value === undefined) return "–";
  if (typeof value !== "number") return value;
  return value.toLocaleString("en-GB", {
    minimumFractionDigits: fewest, maximumFractionDigits: most,
  });
};

/* Tab leaves a table from any cell, which the arrow keys go through; the grid itself would make it
   a walk through thousands of cells. The browser goes on from the edge before or behind. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Tab" || event.ctrlKey || event.altKey || event.metaKey) return;
  const table = event.target.closest && event.target.closest(".ag-root") && event.target.closest(".table");
  if (!table) return;
  event.stopImmediatePropagation();
  table.querySelector(event.shiftKey ? ".edge" : ".edge:last-child").focus({ preventScroll: true });
}, true);
