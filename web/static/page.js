// Small comforts of every page: no double submit, demo logins fill themselves in, the summary of faults gets the focus, filters fold away on a phone.
"use strict";
(() => {
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || event.defaultPrevented) return;
    // after the browser has collected the form: a disabled button would not be sent
    setTimeout(() => { button.disabled = true; }, 0);
    setTimeout(() => { button.disabled = false; }, 8000);
  });
  document.getElementById("faults")?.focus();
  // on a phone a list comes before what narrows it, unless that is in use
  if (matchMedia("(max-width: 40rem)").matches)
    document.querySelectorAll("details.fold:not([data-used])").forEach((fold) => { fold.open = false; });
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();
