const PAGE_ROWS = 50;

// every image; only a page of rows is in the document
function tableSection(open) {
  const columns = [
    { label: "Image", value: (image) => image.name },
    ...severalFacets.map((facet) => ({ label: facet.label, value: (image) => image.run[facet.field] })),
    ...metrics.map((metric) => ({
      label: metric.label, metric,
      value: (image) => image.values[metric.index],
    })),
  ];
  let scope = images, rows = images, page = 0, text = "", bounds = [];
  let order = { column: columns[0], sign: 1 };

  const heads = columns.map((column) => {
    const title = column.metric && (column.metric.title ?? (column.metric.higher ? "higher is better" : "lower is better"));
    return element("th", { scope: "col", class: column.metric ? "n" : null },
      button([...named(column), column.metric?.scored ? element("span", { class: "soft" }, " " + arrow(column.metric)) : null],
        () => sortBy(column), { title }));
  });
  const body = element("tbody");
  const position = element("span", { role: "status", class: "soft" });
  const previous = button("Previous", () => turn(page - 1));
  const next = button("Next", () => turn(page + 1));
  const hint = element("p", { class: "hint", id: "bounds-hint", role: "alert" });
  const bound = element("input", {
    type: "text", size: 22, spellcheck: "false", autocomplete: "off", "aria-describedby": "bounds-hint",
    placeholder: example(), oninput: () => { readBounds(); filter(); },
  });
  const search = element("input", {
    type: "search", size: 18, placeholder: "part of it",
    oninput: () => { text = search.value.trim().toLowerCase(); filter(); },
  });

  function example() {
    const [metric] = metrics;
    if (!metric) return "";
    const middle = images.map((image) => image.values[metric.index]).find((value) => Number.isFinite(value)) ?? 0;
    return `${metric.label} ${metric.higher ? "<" : ">"} ${Number(middle.toPrecision(2))}`;
  }

  // "PSNR < 25, LPIPS >= 0.3"
  function readBounds() {
    const wrong = [];
    bounds = [];
    for (const part of bound.value.split(/[,;&]/).map((each) => each.trim()).filter(Boolean)) {
      const [, label, sign, number] = /^(.+?)\s*(<=|>=|≤|≥|<|>|=)\s*(-?\d*\.?\d+)$/.exec(part) ?? [];
      const metric = metrics.find((each) => each.label.toLowerCase() === label?.toLowerCase().replace("rho", "ρ"));
      if (metric) bounds.push({ metric, sign, number: Number(number) });
      else wrong.push(part);
    }
    bound.setAttribute("aria-invalid", wrong.length > 0);
    hint.textContent = wrong.length > 0 ? `Not understood: ${wrong.join(", ")} (expected: ${example()}, and more after commas)` : "";
  }

  function within({ metric, sign, number }, image) {
    const value = image.values[metric.index];
    if (value === null) return false;
    switch (sign) {
      case "<": return value < number;
      case ">": return value > number;
      case "<=": case "≤": return value <= number;
      case ">=": case "≥": return value >= number;
      default: return shown(metric, value) === shown(metric, number);
    }
  }

  function filter() {
    rows = scope.filter((image) =>
      (text === "" || image.name.toLowerCase().includes(text)) && bounds.every((each) => within(each, image)));
    sort();
  }

  function sortBy(column) {
    order = { column, sign: order.column === column ? -order.sign : 1 };
    sort();
  }

  // what has no score comes last in either direction
  function sort() {
    const { column, sign } = order;
    const compare = column.metric ? (a, b) => a - b || 0 : collator.compare;
    const keyed = rows.map((image) => [column.value(image), image]);
    keyed.sort(([a], [b]) => (a === null || b === null ? (a === null) - (b === null) : sign * compare(a, b)));
    rows = keyed.map(([, image]) => image);
    heads.forEach((head, i) => {
      if (columns[i] === column) head.setAttribute("aria-sort", sign === 1 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
    turn(0);
  }

  function cell(column, image) {
    if (column === columns[0]) {
      return element("th", { scope: "row" }, button(image.name, () => open(image, rows), { class: "name", title: image.name }));
    }
    return column.metric
      ? element("td", { class: "n" }, shown(column.metric, column.value(image)))
      : element("td", {}, column.value(image));
  }

  function turn(to) {
    const last = Math.max(0, Math.ceil(rows.length / PAGE_ROWS) - 1);
    page = Math.min(Math.max(0, to), last);
    const from = page * PAGE_ROWS;
    const seen = rows.slice(from, from + PAGE_ROWS);
    body.replaceChildren(...seen.map((image) =>
      element("tr", {}, columns.map((column) => cell(column, image)))));
    position.textContent = rows.length === 0 ? "No image fits"
      : `${(from + 1).toLocaleString("en")}–${(from + seen.length).toLocaleString("en")} of ${rows.length.toLocaleString("en")}`
        + (rows.length < images.length ? ` (${images.length.toLocaleString("en")} in all)` : "");
    previous.disabled = page === 0;
    next.disabled = page === last;
  }

  filter();
  return {
    node: element("section", { id: "table", "aria-labelledby": "table-head" },
      element("div", { class: "bar" },
        element("h2", { id: "table-head" }, "Every image"),
        element("label", { class: "choice" }, element("span", {}, "Name"), search),
        metrics.length > 0 ? element("label", { class: "choice" }, element("span", {}, "Scores"), bound) : null),
      hint,
      element("div", { class: "scroll", tabindex: 0, role: "region", "aria-labelledby": "table-head" },
        element("table", { class: "images" }, element("thead", {}, element("tr", {}, heads)), body)),
      element("div", { class: "pager" }, position, previous, next)),
    show(list) { scope = list; filter(); },
  };
}
