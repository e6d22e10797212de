/* What a page does with answers: only the last question counts, and what does not come is asked for
   again. The address holds what the reader had chosen, so nothing is lost.

   A server that cannot be reached is asked again, since nothing that a page asks changes anything.
   It may be a worker that was killed, or a server that starts anew.

   A session can end while a page is open, or a reader be struck off the list. Then the server, or a
   proxy before it, answers no more changes. */
(function () {
  "use strict";

  const SIGNED_OUT = "You have been signed out, so this page no longer changes. ";
  const LINK = "Sign in again";
  const AFTER = " to go on where you are.";
  const STAYS = "This page no longer changes. ";
  const UNREACHED = "The dashboard cannot be reached. ";
  const KEEPS = "This page keeps what you have chosen and asks again every few seconds. ";
  const FAILED = "This could not be answered. Opening the page again may help. ";
  const BEFORE = "What you see is from before.";

  /* Between one time of asking and the next; the last one again and again. */
  const WAITS_MS = [100, 300, 600, 1500, 3000, 6000];
  /* Asked as often as that in vain, the page says so. */
  const PATIENCE = 3;
  /* What a proxy says that finds no server behind it, and a server that has no data. */
  const NOT_NOW = [502, 503, 504];

  const NO_CHANGE = 204;

  const fetched = window.fetch;
  let notice = null;

  function show(label, ...parts) {
    if (notice && notice.getAttribute("aria-label") === label) return;
    hide();
    const say = document.createElement("p");
    say.append(...parts);
    notice = document.createElement("section");
    notice.className = "notice unanswered";
    notice.setAttribute("aria-label", label);
    notice.append(say);
    document.body.prepend(notice);
    if (document.getElementById("said")) {
      window.dash_clientside.set_props("said", { children: say.textContent });
    }
  }

  function hide() {
    if (notice) notice.remove();
    notice = null;
  }

  function showSignedOut() {
    const link = document.createElement("a");
    link.textContent = LINK;
    /* Opening the page leads through sign-in, whoever sees to that, and back to its address. */
    const here = () => { link.href = window.location.pathname + window.location.search; };
    ["click", "auxclick", "contextmenu", "focus"].forEach((name) => link.addEventListener(name, here));
    here();
    show("Signed out", SIGNED_OUT, link, AFTER);
  }

  const before = () => document.querySelector(".sentence:not(:empty)") ? BEFORE : "";

  /* In which the server says itself why it does not answer. */
  const wordsOf = (answer) => answer.clone().json()
    .then(({ error }) => error ? error + " " : "", () => "");

  /* Nothing that is asked for in this way is a page; one that comes is that of a sign-in. */
  function judge(answer) {
    const page = (answer.headers.get("Content-Type") || "").startsWith("text/html");
    if (answer.status === 401 || (page && (answer.ok || answer.status === 403))) showSignedOut();
    else if (answer.status === 403) {
      /* Signed in, but no longer one of the readers. */
      wordsOf(answer).then((words) => { if (words) show("Not allowed", STAYS, words); });
    } else if (answer.ok) hide();
    else show("Not answered", FAILED, before());
  }

  /* A way to the sign-in of another site cannot be followed from here. It looks like a server that
     cannot be reached, until the page itself is asked for. */
  const isSentAway = () =>
    fetched(window.location.href, { redirect: "manual", cache: "no-store", headers: { Accept: "text/html" } })
      .then((answer) => answer.type === "opaqueredirect" || answer.status === 401, () => false);

  const pause = (ms) => new Promise((resolve) => {
    setTimeout(resolve, ms);
    window.addEventListener("online", resolve, { once: true });
  });

  const nothingNew = () => new Response(null, { status: NO_CHANGE });

  async function persist(wanted, isOpen) {
    for (let times = 0; isOpen(); times += 1) {
      const answer = await fetched(...wanted).catch(() => null);
      if (answer && !NOT_NOW.includes(answer.status)) {
        judge(answer);
        return answer;
      }
      if (!answer && await isSentAway()) {
        showSignedOut();
        break;
      }
      const words = answer && await wordsOf(answer) || UNREACHED;
      if (times >= PATIENCE && isOpen()) show("Not reached", words, KEEPS, before());
      await pause(WAITS_MS[Math.min(times, WAITS_MS.length - 1)]);
    }
    return nothingNew();
  }

  /* Questions about the same places of the page that are open, the newest last. */
  const open = new Map();

  /* Dash shows whichever answer comes last, be it to an older question, and waits for all of them.
     So the answer to the newest closes the older ones, with nothing that is new. */
  function inOrder(places, wanted) {
    const questions = open.get(places) || [];
    open.set(places, questions);
    return new Promise((resolve) => {
      questions.push(resolve);
      persist(wanted, () => questions.includes(resolve)).then((answer) => {
        if (questions.at(-1) !== resolve) return;
        questions.splice(0).forEach((one) => one(one === resolve ? answer : nothingNew()));
      });
    });
  }

  /* The other view of a card follows from the address, which may have changed while it was asked
     for: then it is asked for again. What the address itself asks for is in order anyway. */
  async function upToDate(address, asked) {
    const body = JSON.parse(asked.body);
    const said = (body.state || []).find((one) => one.id === "address" && one.property === "search");
    for (;;) {
      const answer = await inOrder(body.output, [address, { ...asked, body: JSON.stringify(body) }]);
      if (!said || said.value === window.location.search || answer.status === NO_CHANGE) return answer;
      said.value = window.location.search;
    }
  }

  window.fetch = (address, asked) => String(address).includes("/_dash-update-component")
    ? upToDate(address, asked)
    : persist([address, asked], () => true);
})();
