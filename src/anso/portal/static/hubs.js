// The forecast explorer: the arrow keys, and the links beside the title, step through the rounds without
// loading the page. The neighbours of the round that is shown are fetched ahead; the live chart stays and is
// given its new specification. Without script the same links and the form lead to the same addresses.
(() => {
  "use strict";
  const TYPED_IN = "input, select, textarea, summary, [contenteditable], [role=combobox], dialog *";
  const KEYS = { ArrowLeft: "previous", ArrowRight: "next" };
  let section = document.getElementById("explored");
  if (!section) return;

  const fetched = new Map();
  const MOST = 24;
  const ahead = (address) => {
    if (!address) return null;
    if (!fetched.has(address)) {
      const asked = fetch(address, { headers: { "HX-Request": "true", "HX-Target": "explored" } })
        .then((answer) => { if (!answer.ok) throw new Error(`${address}: ${answer.status}`); return answer.text(); })
        .then((html) => {
          const parsed = new DOMParser().parseFromString(html, "text/html").getElementById("explored");
          const chart = parsed.querySelector("figure[data-chart]");
          if (chart) fetch(chart.dataset.chart, { headers: { Accept: "application/json" } }); // into the browser's cache
          return parsed;
        });
      asked.catch(() => fetched.delete(address));
      fetched.set(address, asked);
      if (fetched.size > MOST) fetched.delete(fetched.keys().next().value);
    }
    return fetched.get(address);
  };
  const look = () => { ahead(section.dataset.next); ahead(section.dataset.previous); };

  // Show another view in the place of this one: its address, its numbers, its chart.
  let turn = 0;
  const lead = async (address) => {
    if (!address || address === section.dataset.address) return;
    const mine = ++turn;
    let coming;
    try { coming = (await ahead(address)).cloneNode(true); } catch { location.assign(address); return; }
    if (mine !== turn) return;
    show(document.adoptNode(coming));
    history.replaceState(history.state, "", section.dataset.address);
    fill(new URLSearchParams(section.dataset.address.split("?")[1]));
    look();
  };

  // Each press is a step from where the one before it led, however long that takes; a key held down does not run on.
  const MOST_WAITING = 8;
  let waiting = 0;
  let walked = Promise.resolve();
  const step = (direction) => {
    if (waiting === MOST_WAITING) return;
    waiting += 1;
    walked = walked.then(() => lead(section.dataset[direction])).finally(() => { waiting -= 1; });
  };

  // The form says what is shown, whatever led there.
  const form = document.querySelector("form.explore");
  const fill = (query) => {
    for (const name of ["target", "place", "round"]) if (query.has(name)) form.elements[name].value = query.get(name);
    for (const box of form.querySelectorAll("[name=model]")) box.checked = query.getAll("model").includes(box.value);
    form.elements.scale.checked = query.get("scale") === "log";
    limit();
  };

  const show = (coming) => {
    const focused = document.activeElement?.dataset?.step;
    const open = section.querySelector("#numbers")?.open;
    const [old, young] = [section, coming].map((each) => each.querySelector("figure[data-chart]"));
    if (old && young) {
      for (const name of ["chart", "height"]) if (young.dataset[name]) old.dataset[name] = young.dataset[name];
      old.querySelector(".drawing").dataset.alt = young.querySelector(".drawing").dataset.alt;
      const picture = old.querySelector("picture");
      const next = young.querySelector("picture");
      next.hidden = picture.hidden;
      for (const image of next.querySelectorAll("img")) image.loading = "lazy"; // not loaded while the live chart is shown
      picture.replaceWith(next);
      old.querySelector("figcaption").replaceWith(young.querySelector("figcaption"));
      young.replaceWith(old);
    }
    section.replaceWith(coming);
    section = coming;
    if (open) section.querySelector("#numbers")?.setAttribute("open", "");
    if (focused) (section.querySelector(`[data-step=${focused}]`) ?? section.querySelector("[data-step]"))?.focus();
    old?.dispatchEvent(new Event("anso:chart", { bubbles: true }));
  };

  document.addEventListener("keydown", (event) => {
    const direction = KEYS[event.key];
    if (!direction || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (event.target.closest?.(TYPED_IN) || event.target.closest?.(".scroll")) return;
    event.preventDefault();
    step(direction);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-step]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    step(link.dataset.step);
  });

  // More models than can be told apart cannot be ticked. What is chosen is shown at once; the focus stays.
  const models = form.querySelector(".models");
  const limit = () => {
    const boxes = [...models.querySelectorAll("input")];
    const full = boxes.filter((box) => box.checked).length >= Number(models.dataset.most);
    for (const box of boxes) box.disabled = full && !box.checked;
  };
  let timer = 0;
  form.addEventListener("change", () => {
    limit();
    clearTimeout(timer);
    timer = setTimeout(() => lead(`${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`), 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    lead(`${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`);
  });
  limit();

  look();
})();
