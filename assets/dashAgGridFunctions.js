/* Formatting of table cells. */
window.dashAgGridFunctions = window.dashAgGridFunctions || {};
window.dashAgGridFunctions.standing = function (basis) {
  return basis ? basis.charAt(0).toUpperCase() + basis.slice(1) : "No record";
};
window.dashAgGridFunctions.formatNumber = function (value, decimals) {
  if (value === null || value === undefined) return "–";
  return Number(value).toLocaleString("en-GB", {
    minimumFractionDigits: decimals, maximumFractionDigits: decimals,
  });
};
