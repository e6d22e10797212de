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
