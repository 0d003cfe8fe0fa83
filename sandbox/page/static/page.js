// Keeps the page current: asks now and then whether anything changed, and then shows the new state.
"use strict";

const EVERY = 1500; // milliseconds

const main = () => document.querySelector("main");

// Somebody is in the middle of something that a refresh would take away.
function isBusy() {
  const fields = [...document.querySelectorAll("main textarea, main input:not([type=hidden])")];
  const written = fields.some((field) => field.type !== "checkbox" && field.value !== field.defaultValue);
  return written || document.querySelector("main :focus:is(textarea, input)") !== null;
}

async function freshDocument() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function refresh() {
  const fresh = await freshDocument();
  const open = [...main().querySelectorAll("details")].map((it) => it.open);
  const before = main().innerHTML;
  main().replaceChildren(...fresh.querySelector("main").childNodes);
  const folds = main().querySelectorAll("details");
  if (folds.length === open.length) folds.forEach((it, at) => (it.open = open[at]));
  for (const part of [".places", ".clock > summary"]) {
    const now = document.querySelector(part);
    const then = fresh.querySelector(part);
    if (now && then && now.innerHTML !== then.innerHTML) now.innerHTML = then.innerHTML;
  }
  if (before !== main().innerHTML) markArrived();
  document.body.dataset.pulse = fresh.body.dataset.pulse;
  document.querySelector(".news")?.remove();
  makeTickable();
}

function markArrived() {
  main().querySelectorAll(".checks-box, .check, .lines").forEach((it) => it.classList.add("arrived"));
}

function offerNews() {
  if (document.querySelector(".news")) return;
  const button = document.createElement("button");
  button.className = "news";
  button.textContent = "Something changed here. Show it";
  button.addEventListener("click", refresh);
  document.body.append(button);
}

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(document.body.dataset.pulseAddress);
    if (!answer.ok || (await answer.text()) === document.body.dataset.pulse) return;
    if (isBusy()) offerNews();
    else await refresh();
  } catch {
    // The sandbox is not there at the moment; the next look finds it again.
  }
}

// A person may tick the checkboxes of a description, as on GitHub.
function makeTickable() {
  const boxes = "[data-tick] > .step:first-child .task-list-item-checkbox";
  document.querySelectorAll(boxes).forEach((box, number) => {
    box.disabled = false;
    box.addEventListener("change", () => tick(number));
  });
}

async function tick(number) {
  const form = new FormData();
  form.set("verb", "tick");
  form.set("box", number);
  form.set("back", location.pathname);
  await fetch(location.pathname, { method: "POST", body: form });
  await refresh();
}

// Menus close when one clicks elsewhere or presses Escape.
document.addEventListener("click", (event) => {
  document.querySelectorAll(".menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll(".menu[open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});

makeTickable();
if (document.body.dataset.pulseAddress) setInterval(look, EVERY);
