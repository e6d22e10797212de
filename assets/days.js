/* A day is finished when it was picked in the calendar, on Enter, and on leaving the box. While it is
   typed each part of it is a day as well, so then it counts once nothing has been typed for a while
   (`TYPING_MS` in dashboard/components/controls.py). */
(function () {
  "use strict";

  let typing = false;

  const day = (event) => event.target.matches && event.target.matches(".control [type=date]")
    ? event.target : null;

  function finish(field) {
    if (field.checkValidity()) {
      window.dash_clientside.set_props(JSON.parse(field.id), { value: field.value });
    }
  }

  document.addEventListener("pointerdown", (event) => { if (day(event)) typing = false; });
  document.addEventListener("keydown", (event) => {
    const field = day(event);
    if (!field) return;
    typing = event.key !== "Enter";
    if (!typing) finish(field);
  });
  document.addEventListener("input", (event) => {
    const field = day(event);
    if (field && !typing) finish(field);
  });
  document.addEventListener("focusout", (event) => {
    const field = day(event);
    if (field) finish(field);
  });
})();
