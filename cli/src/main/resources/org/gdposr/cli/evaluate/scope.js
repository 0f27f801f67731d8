// which methods, data sets and seeds the sections below show
function scopeBar(onchange) {
  const chosen = {};
  const change = (field, value) => {
    chosen[field] = value;
    onchange(images.filter((image) => severalFacets.every((facet) =>
      !chosen[facet.field] || image.run[facet.field] === facet.values[chosen[facet.field] - 1])));
  };
  return element("div", { class: "scope", role: "group", "aria-label": "Images shown" },
    severalFacets.map((facet) => select(
      facet.label,
      [["", "All"], ...facet.values.map((value, i) => [i + 1, value === "" ? "not named" : value])],
      (value) => change(facet.field, value))));
}
