// thumbnails of the images with the most telling scores
function casesSection(open) {
  let list = images;
  let metric = scores[0];
  let count = 6;
  const rows = element("div");

  function thumbnail(image, order, score) {
    const label = [image.name, origin(image.run), metric.label + " " + score].filter(Boolean).join(", ");
    return element("li", {},
      button(
        [
          element("span", { class: "thumb" }, picture(image.sr, "", { loading: "lazy" })),
          element("b", {}, score),
          element("span", { class: "name" }, image.name),
          element("span", { class: "soft" }, origin(image.run)),
        ],
        () => open(image, order), { "aria-label": label, title: image.name }));
  }

  function row(title, note, order, score) {
    const first = order.slice(0, count);
    return element("section", { class: "case" },
      element("h3", {}, title, element("span", { class: "soft" }, note)),
      element("ul", { class: "thumbs" }, first.map((image) => thumbnail(image, order, score(image)))));
  }

  // an image counts once, by the first of its runs
  function distinct(order) {
    const seen = new Set();
    return order.filter((image) => !seen.has(image.key) && seen.add(image.key));
  }

  // images on which methods differ most, each by the method that does worst
  function gaps(worstFirst) {
    const groups = new Map();
    for (const image of worstFirst) {
      const key = image.key + "\n" + image.run.seed;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(image);
    }
    return [...groups.values()]
      .filter((group) => new Set(group.map((image) => image.run.method)).size > 1)
      .map((group) => ({ worst: group[0], best: group[group.length - 1] }))
      .map((pair) => ({ ...pair, gap: Math.abs(pair.worst.values[metric.index] - pair.best.values[metric.index]) }))
      .sort((a, b) => b.gap - a.gap || 0);
  }

  function draw() {
    const worst = ranked(list, metric);
    const score = (image) => shown(metric, image.values[metric.index]);
    const direction = metric.higher ? ["lowest", "highest"] : ["highest", "lowest"];
    rows.replaceChildren(
      row("Worst", direction[0] + " " + metric.label, distinct(worst), score),
      row("Best", direction[1] + " " + metric.label, distinct([...worst].reverse()), score));
    const pairs = gaps(worst);
    if (pairs.length > 0) {
      const best = new Map(pairs.map((pair) => [pair.worst, pair.best]));
      rows.append(row("Largest gap", "between methods, the worse one shown", distinct(pairs.map((pair) => pair.worst)),
        (image) => score(image) + " against " + score(best.get(image))));
    }
    if (worst.length === 0) rows.replaceChildren(element("p", { class: "soft" }, "No image has this score."));
  }

  draw();
  return {
    node: element("section", { id: "cases", "aria-labelledby": "cases-head" },
      element("div", { class: "bar" },
        element("h2", { id: "cases-head" }, "Worst and best"),
        select("Metric", scores.map((each, i) => [i, each.label + " " + arrow(each)]), (value) => { metric = scores[value]; draw(); }),
        select("Show", [6, 12, 24, 48].map((n) => [n, n + " each"]), (value) => { count = Number(value); draw(); })),
      rows),
    show(shownImages) { list = shownImages; draw(); },
  };
}
