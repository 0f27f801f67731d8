const PLOT = { width: 320, side: 6, head: 23, body: 30, foot: 16, bins: 52, dots: 120, radius: 2.4 };

// a strip per method and data set: dots for few images, a histogram with its outliers for many
function distributionSection(open) {
  const charts = element("div", { class: "charts" });

  function chart(metric, list) {
    const order = ranked(list, metric).filter((image) => Number.isFinite(image.values[metric.index]));
    if (order.length === 0) return null;
    const values = order.map((image) => image.values[metric.index]);
    const low = Math.min(values[0], values[values.length - 1]);
    const high = Math.max(values[0], values[values.length - 1]);
    const x = (value) => PLOT.side + (high > low ? (value - low) / (high - low) : 0.5) * (PLOT.width - 2 * PLOT.side);
    const strips = new Map(runs.map((run) => [stripOf(run), []]));
    for (const image of order) strips.get(stripOf(image.run)).push(image);
    for (const [label, strip] of strips) if (strip.length === 0) strips.delete(label);
    const height = strips.size * (PLOT.head + PLOT.body) + PLOT.foot;
    const drawing = svg("svg", { viewBox: `0 0 ${PLOT.width} ${height}`, role: "img", "aria-label": summary(metric, strips) });
    let top = 0;
    for (const [label, strip] of strips) {
      drawing.append(stripe(metric, label, strip, x, top));
      top += PLOT.head + PLOT.body;
    }
    drawing.append(
      svg("text", { x: PLOT.side, y: height - 3 }, shown(metric, low)),
      svg("text", { x: PLOT.width - PLOT.side, y: height - 3, "text-anchor": "end" }, shown(metric, high)));
    return element("figure", {}, element("figcaption", {}, element("b", {}, metric.label), " " + arrow(metric)), drawing);
  }

  function stripOf(run) {
    return origin(run, severalFacets.map((facet) => facet.field).filter((field) => field !== "seed"));
  }

  function summary(metric, strips) {
    return metric.label + ": " + [...strips].map(([label, strip]) =>
      `${label || "all"}, ${strip.length} images, median ${shown(metric, quantile(metric, strip, 0.5))}`).join("; ");
  }

  // of images in rising or falling order
  function quantile(metric, strip, share) {
    const place = (strip.length - 1) * share, before = Math.floor(place);
    const at = (i) => strip[i].values[metric.index];
    return at(before) + (place - before) * (at(Math.min(before + 1, strip.length - 1)) - at(before));
  }

  function stripe(metric, label, strip, x, top) {
    const base = top + PLOT.head + PLOT.body - 5;
    const middle = quantile(metric, strip, 0.5);
    const few = strip.length <= PLOT.dots;
    return svg("g", {},
      svg("text", { x: PLOT.side, y: top + 16 }, label),
      svg("text", { x: PLOT.width - PLOT.side, y: top + 16, "text-anchor": "end" }, "median " + shown(metric, middle)),
      svg("path", { class: "axis", d: `M${PLOT.side} ${base + 2.5}H${PLOT.width - PLOT.side}` }),
      few ? null : svg("path", { class: "bars", d: bars(metric, strip, x, base) }),
      dots(metric, few ? strip : outliers(metric, strip), strip, x, base),
      svg("path", { class: "median", d: `M${x(middle)} ${top + PLOT.head}V${base + 5}` }));
  }

  function bars(metric, strip, x, base) {
    const width = (PLOT.width - 2 * PLOT.side) / PLOT.bins;
    const counts = new Array(PLOT.bins).fill(0);
    for (const image of strip) {
      counts[Math.min(PLOT.bins - 1, Math.floor((x(image.values[metric.index]) - PLOT.side) / width))]++;
    }
    const tallest = Math.max(...counts);
    return counts.map((count, i) => {
      const tall = (count / tallest) * (PLOT.body - 8);
      return count ? `M${(PLOT.side + i * width).toFixed(1)} ${base}v${-tall.toFixed(2)}h${(width - 0.8).toFixed(2)}v${tall.toFixed(2)}z` : "";
    }).join("");
  }

  // beyond one and a half times the middle half, the farthest twenty a side
  function outliers(metric, strip) {
    const [a, b] = [quantile(metric, strip, 0.25), quantile(metric, strip, 0.75)];
    const reach = 1.5 * Math.abs(b - a), low = Math.min(a, b) - reach, high = Math.max(a, b) + reach;
    const outside = (image) => image.values[metric.index] < low || image.values[metric.index] > high;
    return [...strip.slice(0, 20).filter(outside), ...strip.slice(-20).filter(outside)];
  }

  // dots that would touch are stacked
  function dots(metric, some, strip, x, base) {
    const step = 2 * PLOT.radius + 0.4;
    const piles = new Map();
    for (const image of some) {
      const place = Math.round(x(image.values[metric.index]) / step);
      if (!piles.has(place)) piles.set(place, []);
      piles.get(place).push(image);
    }
    const tallest = Math.max(1, ...[...piles.values()].map((pile) => pile.length));
    const rise = Math.min(step, (PLOT.body - 8) / tallest);
    return [...piles.values()].flatMap((pile) => pile.map((image, i) => {
      const value = image.values[metric.index];
      const dot = svg("circle", { class: "dot", cx: x(value).toFixed(1), cy: (base - PLOT.radius + 2 - i * rise).toFixed(1), r: PLOT.radius },
        svg("title", {}, `${image.name}${origin(image.run) ? " · " + origin(image.run) : ""}: ${shown(metric, value)}`));
      dot.addEventListener("click", () => open(image, strip));
      return dot;
    }));
  }

  function draw(list) {
    charts.replaceChildren(...scores.map((metric) => chart(metric, list)).filter(Boolean));
  }

  draw(images);
  return {
    node: element("section", { id: "distributions", "aria-labelledby": "distributions-head" },
      element("h2", { id: "distributions-head" }, "Distributions"),
      element("p", { class: "soft" }, "A dot is an image, the line the median; where there are many images, dots are outliers. A click opens the image."),
      charts),
    show: draw,
  };
}
