const main = document.getElementById("images");

if (images.length > 0) {
  const viewer = new Viewer();
  const open = (image, list) => viewer.open(image, list);
  const sections = [
    ...(scores.length > 0 ? [casesSection(open), distributionSection(open)] : []),
    tableSection(open),
  ];
  if (severalFacets.length > 0) main.append(scopeBar((list) => sections.forEach((section) => section.show(list))));
  main.append(...sections.map((section) => section.node));
}
