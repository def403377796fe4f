"use strict";
(() => {
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const said = (element, lang) => (element.querySelector(`[lang="${lang}"]`) || element).textContent.trim();

  // language: the radio buttons work without this; the document's own language and title follow them
  const head = document.querySelector("h1");
  const follow = (input) => {
    document.documentElement.lang = input.value;
    document.title = said(head, input.value);
  };
  all("input[name=lang]").forEach((input) => input.addEventListener("change", () => follow(input)));

  const numbers = (text) =>
    (text || "").split(" ").filter(Boolean).flatMap((run) => {
      const [first, last = first] = run.split("-").map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });

  // what a row of the long table says of one panel: a line for each column
  const lines = (table, row, panel, lang, comma) => {
    const over = table.querySelector(`thead [data-panel="${CSS.escape(panel)}"]`);
    const [top, second] = table.tHead.rows;
    const plain = [...top.cells].filter((cell) => !cell.dataset.panel);
    const first = [...plain.map((cell, i) => `${said(cell, lang)} ${said(row.cells[i], lang)}`)];
    if (!over) return [first.join(comma)];
    const at = Number(over.dataset.at);
    const own = Array.from({ length: over.colSpan }, (_, i) => at + i)
      .filter((i) => said(row.cells[i], lang))
      .map((i) => `${said(second.cells[i - plain.length], lang)} ${said(row.cells[i], lang)}`);
    const constant = all("i", over).map((one) => said(one, lang));
    return [[...first, said(over.firstChild, lang)].join(comma), own[0], ...constant, ...own.slice(1)];
  };

  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true"); // the point itself has the same words as its label
  document.body.append(tip);
  let shown = null;
  const show = (point) => {
    if (shown) shown.element.classList.remove("on");
    shown = point;
    tip.hidden = !point;
    if (!point) return;
    point.element.classList.add("on");
    tip.textContent = point.lines.join("\n");
    const box = point.element.getBoundingClientRect();
    const left = Math.min(box.right + 8, document.documentElement.clientWidth - tip.offsetWidth - 4);
    const above = box.top - tip.offsetHeight - 8;
    tip.style.left = `${Math.max(left, 4) + scrollX}px`;
    tip.style.top = `${(above > 0 ? above : box.bottom + 8) + scrollY}px`;
  };

  const place = (point) => {
    if (!point.center) {
      const box = point.element.getBBox();
      point.center = [box.x + box.width / 2, box.y + box.height / 2];
    }
    return point.center;
  };

  // one picture: the points of each panel from left to right
  const picture = (svg, table) => {
    const lang = svg.getAttribute("lang");
    const comma = lang === "en" ? ", " : "，";
    const rows = new Map();
    if (table) numbers(table.dataset.places).forEach((at, i) => rows.set(at, table.tBodies[0].rows[i]));
    const panels = new Map();
    for (const group of all("g[data-panel]", svg)) {
      const { panel } = group.dataset;
      const at = numbers(group.dataset.rows);
      [...group.children].forEach((element, i) => {
        const title = element.querySelector("title");
        const row = rows.get(at[i]);
        if (!title && !row) return;
        const told = title ? [title.textContent] : lines(table, row, panel, lang, comma);
        const point = { element, panel, lines: told };
        if (title) title.remove(); // else the browser shows it beside the tip
        element.setAttribute("role", "img");
        element.setAttribute("aria-label", told.join(comma));
        element.setAttribute("tabindex", "-1");
        point.x = Number(element.getAttribute("cx") || /[\d.]+/.exec(element.getAttribute("d"))[0]);
        panels.set(panel, [...(panels.get(panel) || []), point]);
      });
    }
    const order = [...panels.values()];
    order.forEach((points) => points.sort((a, b) => a.x - b.x));
    const points = order.flat();
    if (!points.length) return;
    points[0].element.setAttribute("tabindex", "0");
    const byElement = new Map(points.map((point) => [point.element, point]));

    const figure = svg.parentNode; // a picture that listens to focus would take it itself
    figure.addEventListener("focusin", (event) => {
      const point = byElement.get(event.target);
      if (!point) return;
      points.forEach((other) => other.element.setAttribute("tabindex", other === point ? "0" : "-1"));
      show(point);
    });
    figure.addEventListener("focusout", () => show(null));
    figure.addEventListener("keydown", (event) => {
      const point = byElement.get(event.target);
      if (!point) return;
      const row = order.findIndex((one) => one.includes(point));
      const at = order[row].indexOf(point);
      const beside = (other) =>
        other && other.reduce((a, b) => (Math.abs(b.x - point.x) < Math.abs(a.x - point.x) ? b : a));
      const next = {
        ArrowLeft: () => order[row][at - 1],
        ArrowRight: () => order[row][at + 1],
        ArrowUp: () => beside(order[row - 1]),
        ArrowDown: () => beside(order[row + 1]),
        Home: () => order[row][0],
        End: () => order[row].at(-1),
        Escape: () => show(null),
      }[event.key];
      if (!next) return;
      event.preventDefault();
      const target = next();
      if (target) target.element.focus();
    });
    const near = (event) => {
      const inside = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      let best = null;
      let least = 8; // points of the sheet
      for (const point of points) {
        const [x, y] = place(point);
        const far = Math.hypot(x - inside.x, y - inside.y);
        if (far < least) [best, least] = [point, far];
      }
      if (best !== shown) show(best);
    };
    svg.addEventListener("pointermove", near);
    svg.addEventListener("pointerdown", near);
    svg.addEventListener("pointerleave", (event) => event.pointerType === "touch" || show(null));
  };

  for (const article of all("article")) {
    const table = article.querySelector("table[data-places]");
    all("svg.sqc", article).forEach((svg) => picture(svg, table));
  }
})();
