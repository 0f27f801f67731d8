const data = JSON.parse(document.getElementById("data").textContent);
const collator = new Intl.Collator("en", { numeric: true });
const runs = data.runs;

// a missing score is null; an infinite one comes as text
const images = data.images.map(([run, name, sr, hr, scores, smooth = null, detail = null]) => ({
  run: runs[run],
  name,
  sr: runs[run].sr + sr,
  hr: hr === null ? null : runs[run].hr + hr,
  // what other methods and seeds made of the same image has the same key
  key: runs[run].dataset + "\n" + (hr === null ? name : runs[run].hr + hr),
  values: [...scores, smooth, detail].map((value) => (value === null ? null : Number(value))),
}));

// in the order of values, whose last two are the shares of regions
const metrics = [
  ...data.metrics.map((metric) => ({ ...metric, scored: true })),
  { label: "ρ_s", digits: 3, title: "share of smooth regions" },
  { label: "ρ_d", digits: 3, title: "share of detailed regions" },
]
  .map((metric, index) => ({ ...metric, index }))
  .filter((metric) => metric.scored || images.some((image) => image.values[metric.index] !== null));
const scores = metrics.filter((metric) => metric.scored);

const facets = ["method", "dataset", "seed"].map((field) => ({
  field,
  label: { method: "Method", dataset: "Data set", seed: "Seed" }[field],
  values: [...new Set(runs.map((run) => run[field]))],
}));
const severalFacets = facets.filter((facet) => facet.values.length > 1);

const byKey = new Map();
for (const image of images) {
  if (!byKey.has(image.key)) byKey.set(image.key, []);
  byKey.get(image.key).push(image);
}

// ρ_s with its index below
function named({ label }) {
  const [symbol, index] = label.split("_");
  return index ? [symbol, element("sub", {}, index)] : [label];
}

function arrow(metric) {
  return metric.scored ? (metric.higher ? "↑" : "↓") : "";
}

function shown(metric, value) {
  if (value === null) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return value.toFixed(metric.digits).replace("-", "−");
}

// which run, as far as there are several
function origin(run, fields = severalFacets.map((facet) => facet.field)) {
  return fields
    .filter((field) => run[field] !== "")
    .map((field) => (field === "seed" ? "seed " + run.seed : run[field]))
    .join(" · ");
}

// the worst first
function ranked(list, metric) {
  const sign = metric.higher ? 1 : -1;
  return list
    .filter((image) => image.values[metric.index] !== null)
    .sort((a, b) => sign * (a.values[metric.index] - b.values[metric.index]) || 0);
}
