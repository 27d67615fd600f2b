// Long forms 表单: rows without reloading, questions that depend on answers, drafts that save themselves.
// Without this file the same buttons send the page, all questions stand there, and "save" is a button.
"use strict";
(() => {
  const form = document.querySelector("form[data-forms]");
  if (!form) return;
  const facts = JSON.parse(form.dataset.facts || "{}");
  const said = document.getElementById("saved");

  // -- conditions, the language of engine/forms/conditions.py
  const typed = (path) => {
    const inputs = [...form.elements].filter((one) => one.name === path && !one.disabled);
    const given = inputs.filter((one) => !["radio", "checkbox"].includes(one.type) || one.checked).map((one) => one.value);
    const value = given.find((text) => text.trim() !== "");
    return value === "true" ? true : value === "false" ? false : value ?? null;
  };
  const read = (name, path) => {
    if (name.startsWith("$fact.")) return facts[name.slice(6)] ?? null;
    if (name === "$aid") return facts.aid ?? null;
    if (name === "$today") return form.dataset.today;
    if (name.startsWith("@")) return typed(name.slice(1));
    const row = path.slice(0, path.lastIndexOf(".") + 1) + name;
    const whole = path.split(".")[0] + "." + name;
    return form.elements[row] ? typed(row) : typed(whole);
  };
  const same = (left, right) => left === right || (left !== null && right !== null && typeof left !== "boolean" && String(left) === String(right));
  const comparable = (value) => (/^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value);
  const order = { lt: (a, b) => a < b, le: (a, b) => a <= b, gt: (a, b) => a > b, ge: (a, b) => a >= b };
  const holds = (rule, path) => {
    if (rule.all) return rule.all.every((part) => holds(part, path));
    if (rule.any) return rule.any.some((part) => holds(part, path));
    if (rule.not) return !holds(rule.not, path);
    if (rule.some) return true; // judged by the server; asking too much is better than hiding
    const value = read(rule.field, path);
    const other = (operand) => (operand && typeof operand === "object" ? read(operand.field, path) : operand);
    if ("filled" in rule) return (value !== null) === rule.filled;
    if ("in" in rule) return rule.in.some((item) => same(value, item));
    if ("not_in" in rule) return !rule.not_in.some((item) => same(value, item));
    if ("is" in rule) return same(value, other(rule.is));
    if ("is_not" in rule) return !same(value, other(rule.is_not));
    const word = Object.keys(order).find((key) => key in rule);
    return value !== null && order[word](comparable(value), comparable(other(rule[word])));
  };
  const settle = () => {
    form.querySelectorAll("[data-when]").forEach((field) => {
      const shown = holds(JSON.parse(field.dataset.when), field.dataset.path);
      field.hidden = !shown;
      field.querySelectorAll("input, select, textarea").forEach((input) => { input.disabled = !shown; });
    });
    form.querySelectorAll("[data-need]").forEach((word) => {
      const needed = holds(JSON.parse(word.dataset.need), word.dataset.path);
      word.textContent = needed ? word.dataset.words : "";
    });
    form.querySelectorAll("datalist[data-from]").forEach((list) => {
      const [head, rows, key] = list.dataset.from.split(".");
      if (!key) return;
      const ids = [...form.elements].filter((one) => one.name?.startsWith(`${head}.${rows}[`) && one.name.endsWith(`.${key}`) && one.value);
      if (!ids.length) return;
      list.replaceChildren(...ids.map((one) => new Option(typed(one.name.replace(/\.[^.]+$/, ".name")) ?? "", one.value)));
    });
  };

  // -- rows: the server draws them, so one template serves both ways
  form.addEventListener("click", async (event) => {
    const button = event.target.closest("button[name=do]");
    if (!button || !/^(add|remove):/.test(button.value)) return;
    event.preventDefault();
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form, button) });
    if (!answer.ok) return form.requestSubmit(button);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-sheet]");
    if (!fresh) return form.requestSubmit(button);
    form.querySelector("[data-sheet]").replaceWith(fresh);
    settle();
    const path = button.value.replace(/^(add|remove):/, "").replace(/\[\d+\]$/, "");
    const lines = form.querySelectorAll(`[data-line^="${CSS.escape(path)}["]`);
    lines[lines.length - 1]?.querySelector("input, select, textarea")?.focus();
    save();
  });

  // -- drafts
  let waiting = 0;
  const save = () => {
    if (!form.dataset.draft) return;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const body = new FormData(form);
      [...body.entries()].forEach(([name, value]) => value instanceof File && body.delete(name));
      try {
        const answer = await fetch(form.dataset.draft, { method: "POST", body });
        if (!answer.ok) throw new Error(String(answer.status));
        const revision = form.querySelector("[name=revision]");
        const now = await answer.text();
        if (revision && /^\d+$/.test(now)) revision.value = now;
        if (said) said.textContent = said.dataset.good.replace("{at}", new Date().toTimeString().slice(0, 5));
      } catch {
        if (said) said.textContent = said.dataset.bad;
      }
    }, 1500);
  };
  form.addEventListener("input", () => { settle(); save(); });
  form.addEventListener("change", settle);
  form.addEventListener("submit", () => clearTimeout(waiting));
  settle();
})();
