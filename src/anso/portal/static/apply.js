// A form that is kept: saved to the site a moment after typing stops, and held by this browser until the site has it.
// A dead line, an ended session or a closed tab loses nothing; without script, the buttons save.
(() => {
  "use strict";
  const named = (name) => `anso-apply:${name}`;
  for (const done of document.querySelectorAll("[data-arrived]")) {
    try { localStorage.removeItem(named(done.dataset.arrived)); } catch { /* nothing was kept */ }
  }
  const form = document.querySelector("form[data-apply]");
  if (!form) return;
  const WAIT = 1500;
  const KEPT_DAYS = 30;
  const key = named(form.dataset.key);
  const status = form.querySelector("[data-save-status]");
  const revision = form.elements.namedItem("revision");
  const apart = new Set(["csrfmiddlewaretoken", "revision"]);

  const tell = (words) => { if (status) status.textContent = words ?? ""; };
  const content = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !apart.has(name));
  const typed = () => JSON.stringify(content());
  const store = {
    get: () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set: (sent = false) => { try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), on: Number(revision?.value ?? 0), sent, fields: content() })); } catch { /* full or forbidden: the site keeps it alone */ } },
    drop: () => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
  };

  // What did not reach the site before is offered back; what was sent and made a new revision did reach it.
  let saved = typed();
  const offer = document.querySelector("[data-restore]");
  const held = store.get();
  const arrived = held?.sent && Number(revision?.value ?? 0) > held.on;
  if (held && !arrived && Date.now() - held.at < KEPT_DAYS * 864e5 && JSON.stringify(held.fields) !== saved && offer) {
    offer.hidden = false;
    offer.querySelector("[data-restore-yes]").addEventListener("click", () => {
      putBack(held.fields);
      offer.hidden = true;
      changed();
    });
    offer.querySelector("[data-restore-no]").addEventListener("click", () => { store.drop(); offer.hidden = true; });
  } else store.drop();

  function putBack(fields) {
    const given = new Map();
    for (const [name, value] of fields) given.set(name, [...(given.get(name) ?? []), value]);
    for (const input of form.elements) {
      if (!input.name || apart.has(input.name) || input.name === "asked" || ["file", "submit", "hidden"].includes(input.type)) continue;
      const values = given.get(input.name) ?? [];
      if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
      else if (input.multiple) for (const option of input.options) option.selected = values.includes(option.value);
      else input.value = values[0] ?? "";
    }
  }

  // Reasons that keep an applicant out appear beside their field as soon as they are known.
  function showReasons(reasons) {
    for (const list of form.querySelectorAll("[data-reasons]")) {
      for (const line of list.querySelectorAll(".reason")) line.remove();
      for (const { field, reason } of reasons) {
        if (field !== list.dataset.reasons) continue;
        const line = document.createElement("li");
        line.className = "reason";
        line.textContent = reason;
        list.append(line);
      }
    }
  }

  let timer = 0, under = null, stopped = false;
  async function save() {
    if (!form.dataset.autosave || stopped || under) return;
    const sending = typed();
    if (sending === saved) return;
    tell(form.dataset.saving);
    const body = new URLSearchParams(content());
    body.set("revision", revision.value);
    body.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
    under = fetch(form.dataset.autosave, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" } });
    try {
      const answer = await under;
      if (answer.type === "opaqueredirect" || answer.status === 403) { tell(form.dataset.signedOut); return; }
      const told = await answer.json();
      if (answer.status === 409) { stopped = true; tell(form.dataset.overtaken); return; }
      if (!answer.ok) { tell(told.error); return; }
      revision.value = told.revision;
      saved = sending;
      showReasons(told.ineligible);
      tell(form.dataset.saved);
      if (typed() === saved) store.drop(); else store.set();
    } catch {
      tell(form.dataset.offline);
      timer = setTimeout(() => { under = null; save(); }, WAIT * 10);
    } finally {
      under = null;
      if (typed() !== saved && !stopped && status && status.textContent === form.dataset.saved) changed();
    }
  }
  function changed() {
    store.set();
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  }
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  addEventListener("online", save);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") { clearTimeout(timer); save(); } });

  // A press of Save waits for a save under way, whose revision it would otherwise not know of.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    store.set(true);
    if (!under) return;
    event.preventDefault();
    const { submitter } = event;
    under.finally(() => setTimeout(() => { under = null; form.requestSubmit(submitter); }, 0));
  });
})();
