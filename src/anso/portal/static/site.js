// What every page can do beyond its markup: choose a theme, close menus, search from anywhere (Ctrl-K).
// Every one of these has a way that works without script.
(() => {
  "use strict";
  const root = document.documentElement;

  // Theme: kept in this browser; "" follows the device. `anso:theme` tells the charts.
  const choices = [...document.querySelectorAll("[data-theme-choice]")];
  const showTheme = () => {
    for (const button of choices) button.setAttribute("aria-pressed", String(button.dataset.themeChoice === (root.dataset.theme ?? "")));
    fitPictures();
    document.dispatchEvent(new Event("anso:theme"));
  };
  // A picture's sources follow the device's preference by themselves; a choice overrules it.
  const fitPictures = () => {
    for (const source of document.querySelectorAll("source[data-theme-of]")) {
      source.dataset.media ??= source.media;
      const theme = root.dataset.theme;
      if (!theme) source.media = source.dataset.media;
      else if (theme !== source.dataset.themeOf) source.media = "not all";
      else source.media = source.dataset.media.replace(/ ?(and )?\(prefers-color-scheme: (dark|light)\)/, "") || "all";
    }
  };
  for (const button of choices) {
    button.addEventListener("click", () => {
      const theme = button.dataset.themeChoice;
      if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
      try { localStorage.setItem("anso-theme", theme); } catch { /* the choice lasts for this page */ }
      showTheme();
    });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showTheme);
  showTheme();

  // Menus close when the reader turns elsewhere.
  const menus = [...document.querySelectorAll("details.menu")];
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus) if (menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // A select that shows something else as soon as it changes.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });

  // Fields of a form that matter only for some choices of another one. What is not shown is not sent, and what
  // was typed into it stays; without script all are shown, and say themselves when they matter.
  const weighFields = () => {
    for (const row of document.querySelectorAll("[data-when]")) {
      const chosen = row.closest("form").elements.namedItem(row.dataset.when)?.value;
      row.hidden = !row.dataset.whenValues.split(" ").includes(chosen);
      for (const input of row.querySelectorAll("input, select, textarea")) input.disabled = row.hidden;
    }
  };
  if (document.querySelector("[data-when]")) {
    weighFields();
    document.addEventListener("change", weighFields);
    document.addEventListener("htmx:afterSettle", weighFields);
    addEventListener("pageshow", weighFields); // a browser that goes back fills in what was chosen
  }
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.done;
  });

  // Search from anywhere.
  const dialog = document.getElementById("palette");
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("ul");
  const status = dialog.querySelector("[role=status]");
  let hits = [], at = -1, asked = null, timer = 0;

  const mark = (to) => {
    hits[at]?.setAttribute("aria-selected", "false");
    at = hits.length ? (to + hits.length) % hits.length : -1;
    const hit = hits[at];
    hit?.setAttribute("aria-selected", "true");
    hit?.scrollIntoView({ block: "nearest" });
    if (hit) input.setAttribute("aria-activedescendant", hit.id); else input.removeAttribute("aria-activedescendant");
  };
  const show = (html) => {
    list.innerHTML = html;
    hits = [...list.querySelectorAll("[role=option]")];
    at = -1;
    mark(0);
    input.setAttribute("aria-expanded", String(hits.length > 0));
    status.textContent = !input.value.trim() ? "" : hits.length ? status.dataset.count.replace("{count}", hits.length) : status.dataset.none;
  };
  const search = async () => {
    asked?.abort();
    const text = input.value.trim();
    if (!text) { show(""); return; }
    asked = new AbortController();
    const address = `${dialog.dataset.search}?${new URLSearchParams({ q: text, part: "palette" })}`;
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok) show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") show("");
    }
  };
  const open = () => {
    document.getElementById("folds")?.hidePopover?.();
    for (const menu of menus) menu.open = false;
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 70); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); mark(at + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); mark(at - 1); }
    else if (event.key === "Enter" && hits[at]) { event.preventDefault(); go(hits[at], event); }
  });
  const go = (hit, event) => {
    if (event.ctrlKey || event.metaKey) window.open(hit.dataset.href); else location.assign(hit.dataset.href);
  };
  list.addEventListener("click", (event) => {
    const hit = event.target.closest("[role=option]");
    if (hit) go(hit, event);
  });
  list.addEventListener("mousemove", (event) => {
    const over = hits.indexOf(event.target.closest("[role=option]"));
    if (over >= 0 && over !== at) mark(over);
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") { event.preventDefault(); open(); }
  });
  for (const link of document.querySelectorAll("[data-palette]")) {
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
  }
})();
