// Comfort for the keyboard; every page works without it. Nothing is sent by itself and nothing is kept.
"use strict";

const rows = [...document.querySelectorAll("[data-row]")];
const keys = document.getElementById("keys");

function opener(row) {
  return row.querySelector("a.open") || row.querySelector("a, summary");
}

function move(step) {
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
  opener(next).focus();
  next.scrollIntoView({ block: "nearest" });
}

function follow(selector) {
  const link = document.querySelector(selector);
  if (link) link.click();
  return Boolean(link);
}

function focusOn(selector) {
  const field = document.querySelector(selector);
  if (!field) return false;
  field.focus();
  field.scrollIntoView({ block: "center" });
  return true;
}

function select() {
  const row = rows.find((each) => each.contains(document.activeElement));
  const box = row && row.querySelector("input[type=checkbox]");
  if (box) box.checked = !box.checked;
}

const deeds = {
  j: () => move(1),
  k: () => move(-1),
  x: select,
  v: () => focusOn("[data-key=v]"),
  a: () => follow("button[data-key=a]"),
  e: () => follow("a[data-key=e]"),
  n: () => follow("a[data-key=n]"),
  p: () => follow("a[data-key=p]"),
  u: () => follow("a[data-key=u]"),
  "/": () => focusOn("[data-key='/']") || (window.location.href = "/queue"),
  "?": () => keys && keys.showModal(),
};

function isTyping(target) {
  return target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.type !== "checkbox" && target.type !== "radio";
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    if (event.key === "Enter" && event.target.form && isTyping(event.target)) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
    return;
  }
  if (event.key === "Escape" && isTyping(event.target)) event.target.blur();
  if (isTyping(event.target) || (keys && keys.open) || !(event.key in deeds)) return;
  event.preventDefault();
  deeds[event.key]();
});

// What was typed into a form is not left behind by mistake.
for (const form of document.querySelectorAll("form[data-keep]")) {
  let typed = false;
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
}
