// Turns a chart's picture into the live chart once it comes near the window. The picture stays when the
// reader saves data or is on a slow line, when there is no script, or when anything here fails. Colours and shapes are the
// page's own: `token:` names are filled in from the style sheet, again at each change of theme.
(() => {
  "use strict";
  const VEGA = document.currentScript.dataset.vega;
  const DRAWN_FOR = 760; // the width that the heights in specifications are meant for
  const figures = [...document.querySelectorAll("figure[data-chart]")];
  const line = navigator.connection;
  const slow = line?.saveData || ["slow-2g", "2g", "3g"].includes(line?.effectiveType);
  if (!figures.length || slow || !("IntersectionObserver" in window)) return;

  let loading = null;
  const vega = () => loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = VEGA;
    script.onload = () => resolve(window.vegaEmbed);
    script.onerror = () => reject(new Error("the chart library did not load"));
    document.head.append(script);
  });

  const isMap = (spec) => "projection" in spec || (spec.layer ?? []).some(isMap);
  const sized = (spec, width) => {
    for (const part of ["vconcat", "hconcat", "concat"]) {
      if (spec[part]) return { ...spec, [part]: spec[part].map((view) => sized(view, width)) };
    }
    if (Number.isInteger(spec.width)) return spec;
    const height = Number.isInteger(spec.height) && isMap(spec) ? Math.round(spec.height * width / DRAWN_FOR) : spec.height;
    return { ...spec, width, ...(height === undefined ? {} : { height }) };
  };
  const coloured = (value, style) => {
    if (typeof value === "string") return value.startsWith("token:") ? style.getPropertyValue(`--${value.slice(6)}`).trim() : value;
    if (Array.isArray(value)) return value.map((item) => coloured(item, style));
    if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, key === "values" ? item : coloured(item, style)]));
    return value;
  };

  // A tooltip is made as HTML; what is not known is shown as in tables, not as the library's "null".
  const said = (value) => ["null", "NaN"].includes(String(value)) ? "–" : String(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;");

  const drawn = new Map();
  const draw = async (figure) => {
    const drawing = figure.querySelector(".drawing");
    const width = Math.floor(drawing.clientWidth) - 8;
    const state = drawn.get(figure) ?? { turn: 0 };
    drawn.set(figure, state);
    const turn = ++state.turn;
    state.width = width;
    try {
      const [embed, spec] = await Promise.all([
        vega(),
        state.spec ??= fetch(figure.dataset.chart, { headers: { Accept: "application/json" } }).then((answer) => {
          if (!answer.ok) throw new Error(`${figure.dataset.chart}: ${answer.status}`);
          return answer.json();
        }),
        document.fonts.ready,
      ]);
      const canvas = document.createElement("div");
      canvas.className = "canvas";
      const complete = coloured(sized(spec, width), getComputedStyle(document.documentElement));
      const result = await embed(canvas, complete, {
        mode: "vega-lite", renderer: "svg", actions: false, ast: true, hover: true, logLevel: 1,
        defaultStyle: false, tooltip: { disableDefaultStyle: true, sanitize: said },
      });
      if (turn !== state.turn) { result.finalize(); return; }
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", drawing.dataset.alt);
      canvas.querySelector("svg").setAttribute("aria-hidden", "true"); // its parts are named one by one, to no reader's use
      state.result?.finalize();
      drawing.querySelector(".canvas")?.remove();
      drawing.querySelector("picture").hidden = true;
      drawing.append(canvas);
      state.result = result;
      figure.dataset.live = "";
    } catch (error) {
      figure.dataset.failed = error.message; // the picture stays
    }
  };

  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      watcher.unobserve(entry.target);
      draw(entry.target);
    }
  }, { rootMargin: "400px" });
  for (const figure of figures) watcher.observe(figure);

  // A figure whose `data-chart` was changed: drawn anew in the place of what it showed.
  document.addEventListener("anso:chart", (event) => {
    const state = drawn.get(event.target);
    if (!state) return; // not near the window yet; it is drawn from its new address when it is
    state.spec = null;
    draw(event.target);
  });

  document.addEventListener("anso:theme", () => { for (const figure of drawn.keys()) draw(figure); });
  let timer = 0;
  window.addEventListener("resize", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const [figure, state] of drawn) {
        if (Math.floor(figure.querySelector(".drawing").clientWidth) - 8 !== state.width) draw(figure);
      }
    }, 150);
  });
})();
