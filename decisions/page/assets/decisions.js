// Filters the decisions while one types. Without it the same form asks the server.
"use strict";

(function () {
  const log = document.querySelector("[data-log]");
  const form = log && log.querySelector("[data-filter]");
  if (!form) return;
  const body = log.querySelector("[data-rows]");
  const rows = Array.from(body.rows);
  const shown = log.querySelector("[data-shown]");
  const all = log.querySelector("[data-all]");
  const nothing = log.querySelector("[data-nothing]");

  function wish() {
    const asked = new FormData(form);
    return {
      words: String(asked.get("q") || "").toLowerCase().split(/\s+/).filter(Boolean),
      states: asked.getAll("status"),
      folder: asked.get("folder") || "",
      newest: asked.get("order") === "newest",
    };
  }

  function fits(row, wanted) {
    const about = row.dataset;
    return wanted.words.every((word) => about.text.includes(word))
      && (!wanted.states.length || wanted.states.includes(about.state))
      && (!wanted.folder || about.folder === wanted.folder);
  }

  function filter() {
    const wanted = wish();
    let count = 0;
    for (const row of rows) {
      row.hidden = !fits(row, wanted);
      if (!row.hidden) count += 1;
    }
    shown.textContent = count;
    nothing.hidden = count > 0;
    all.hidden = !(wanted.words.length || wanted.states.length || wanted.folder);
  }

  function order() {
    const { newest } = wish();
    const byDay = (one, other) => other.dataset.day.localeCompare(one.dataset.day);
    const byPlace = (one, other) => one.dataset.place - other.dataset.place;
    body.append(...rows.sort((one, other) => (newest && byDay(one, other)) || byPlace(one, other)));
  }

  // The address says what is seen, so that it can be passed on.
  function note() {
    const asked = new URLSearchParams(new FormData(form));
    for (const [name, value] of Array.from(asked)) if (!value) asked.delete(name, value);
    try {
      history.replaceState(null, "", (String(asked) && `?${asked}`) || location.pathname);
    } catch (_) {
      // A file opened from a disk may not change its address.
    }
  }

  function changed(event) {
    if (event.target.name === "order") order();
    filter();
    note();
  }

  function clear(event) {
    event.preventDefault();
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = false;
      else if (field.name === "q" || field.name === "folder") field.value = "";
    }
    filter();
    note();
    form.elements.q.focus();
  }

  // A decision somebody follows a link to is shown, whatever the filter says.
  function reveal() {
    const row = document.getElementById(location.hash.slice(1));
    if (row && row.hidden) {
      row.hidden = false;
      row.scrollIntoView();
    }
  }

  form.hidden = false;
  form.querySelector("[data-submit]").hidden = true;
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  log.querySelectorAll("[data-clear]").forEach((link) => link.addEventListener("click", clear));
  window.addEventListener("hashchange", reveal);
  filter();
  reveal();
})();
