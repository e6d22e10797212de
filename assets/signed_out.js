/* A session can end while a page is open, or a reader be struck off the list. Then the server, or a
   proxy before it, answers no more changes, and the page says so; its address holds what the reader
   had chosen. */
(function () {
  "use strict";

  const WORDS = "You have been signed out, so this page no longer changes. ";
  const LINK = "Sign in again";
  const STAYS = "This page no longer changes. ";
  const AFTER = " to go on where you are.";

  const fetched = window.fetch;
  let notice = null;

  function show(label, ...parts) {
    if (notice) return;
    const say = document.createElement("p");
    say.append(...parts);
    notice = document.createElement("section");
    notice.className = "notice signed-out";
    notice.setAttribute("aria-label", label);
    notice.append(say);
    document.body.prepend(notice);
    window.dash_clientside.set_props("said", { children: say.textContent });
  }

  function showSignedOut() {
    const link = document.createElement("a");
    link.textContent = LINK;
    /* Opening the page leads through sign-in, whoever sees to that, and back to its address. */
    const here = () => { link.href = window.location.pathname + window.location.search; };
    ["click", "auxclick", "contextmenu", "focus"].forEach((name) => link.addEventListener(name, here));
    here();
    show("Signed out", WORDS, link, AFTER);
  }

  /* Signed in again in another tab. */
  function hide() {
    if (notice) notice.remove();
    notice = null;
  }

  /* Nothing that is asked for in this way is a page; one that comes is that of a sign-in. */
  function judge(answer) {
    const page = (answer.headers.get("Content-Type") || "").startsWith("text/html");
    if (answer.status === 401 || (page && (answer.ok || answer.status === 403))) showSignedOut();
    else if (answer.status === 403) {
      /* Signed in, but no longer one of the readers: the answer says so in words. */
      answer.clone().json()
        .then(({ error }) => { if (error) show("Not allowed", STAYS, error); })
        .catch(() => {});
    } else if (answer.ok) hide();
  }

  /* A way to the sign-in of another site cannot be followed from here. It looks like a server that
     cannot be reached, until the page itself is asked for. */
  function lookAgain() {
    const asked = { redirect: "manual", cache: "no-store", headers: { Accept: "text/html" } };
    fetched(window.location.href, asked)
      .then((answer) => { if (answer.type === "opaqueredirect" || answer.status === 401) showSignedOut(); })
      .catch(() => {});
  }

  window.fetch = (...wanted) => {
    const answer = fetched(...wanted);
    answer.then(judge, lookAgain);
    return answer;
  };
})();
