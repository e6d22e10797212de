/* The upload page: show how much of a file is sent, and how far the work on it is. */
(function () {
  "use strict";

  const SIGNED_OUT = "You have been signed out, so the file was not sent. Sign in again in another "
    + "tab, then send it from here.";

  const form = document.getElementById("load-form");
  if (form && window.FormData) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const sending = document.getElementById("sending");
      const button = form.querySelector("button");
      const request = new XMLHttpRequest();
      const stop = (words) => {
        sending.hidden = true;
        button.disabled = false;
        const wrong = document.getElementById("sending-wrong");
        wrong.textContent = words;
        wrong.hidden = false;
      };
      request.open("POST", form.getAttribute("action"));
      request.upload.onprogress = (sent) => {
        document.getElementById("sent").value = sent.lengthComputable ? sent.loaded / sent.total : 0;
      };
      request.onload = () => {
        if (request.status < 400 && request.responseURL) window.location.assign(request.responseURL);
        else if (request.status === 401) stop(SIGNED_OUT);
        else {
          /* The answer is a whole page: what is wrong, and the form as it was filled in. */
          const answer = new DOMParser().parseFromString(request.responseText, "text/html");
          const notice = answer.querySelector(".notice[role=alert]");
          stop(notice ? notice.textContent : "The file could not be sent.");
        }
      };
      request.onerror = () => stop("The file could not be sent: the server cannot be reached.");
      document.getElementById("sending-wrong").hidden = true;
      sending.hidden = false;
      button.disabled = true;
      request.send(new FormData(form));
    });
  }

  const following = document.getElementById("following");
  if (following) {
    const look = () => fetch(following.dataset.follow, { cache: "no-store" })
      .then((answer) => answer.json())
      .then((status) => {
        if (!status.working) return window.location.reload();
        const words = document.getElementById("following-words");
        if (words.textContent !== status.words) words.textContent = status.words;
        following.querySelector("progress").value = status.share;
        return setTimeout(look, 500);
      })
      .catch(() => setTimeout(look, 2000));
    setTimeout(look, 300);
  }
})();
