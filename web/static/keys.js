// Keys of the inbox 快捷键: j/k move, Enter opens, c claims, / searches, ? lists. Without this file every row still has its link and button.
"use strict";
(() => {
  const rows = [...document.querySelectorAll("[data-row]")];
  const help = document.getElementById("keys");
  let at = -1;
  const move = (step) => {
    if (!rows.length) return;
    at = Math.min(Math.max(at + step, 0), rows.length - 1);
    rows.forEach((row, n) => row.classList.toggle("here", n === at));
    rows[at].querySelector("a").focus();
    rows[at].scrollIntoView({ block: "nearest" });
  };
  const acts = {
    j: () => move(1),
    k: () => move(-1),
    c: () => rows[at]?.querySelector("form [type=submit]")?.click(),
    "/": () => {
      const field = document.querySelector("[type=search]");
      field?.closest("details")?.setAttribute("open", "");
      field?.focus();
    },
    "?": () => help?.showModal(),
  };
  rows.forEach((row, n) => row.addEventListener("focusin", () => {
    at = n;
    rows.forEach((other) => other.classList.toggle("here", other === row));
  }));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea, dialog[open]")) return;
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.querySelectorAll("[data-keys]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => help?.showModal());
  });
})();
