// element("button", { type: "button", onclick }, "text", child, …); null and undefined are left out
function element(name, properties = {}, ...children) {
  return filled(document.createElement(name), properties, children);
}

function svg(name, properties = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), properties, children);
}

function filled(node, properties, children) {
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (typeof value === "function") node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

function button(label, onclick, properties = {}) {
  return element("button", { type: "button", onclick, ...properties }, label);
}

// [[value, text], …]
function select(label, options, onchange, chosen) {
  const list = element("select", { onchange: () => onchange(list.value) },
    options.map(([value, text]) => element("option", { value }, text)));
  if (chosen !== undefined) list.value = chosen;
  return element("label", { class: "choice" }, element("span", {}, label), list);
}

// a picture that says so where it cannot be loaded
function picture(source, name, properties = {}) {
  const image = element("img", { alt: name, decoding: "async", draggable: "false", ...properties });
  image.addEventListener("error", () =>
    image.replaceWith(element("span", { class: "lost", title: decodeURI(source) }, "Picture missing")));
  image.src = source;
  return image;
}
