// an image large: beside its HR image and what other methods, or other seeds, made of it
class Viewer {
  constructor() {
    // a small screen starts with the image and HR
    this.hidden = new Set(window.innerWidth < 640 ? facets[0].values : []);
    this.swipe = false;
    this.besideSeeds = facets[0].values.length < 2;
    this.what = element("div", { class: "what", "aria-live": "polite" });
    this.chips = element("div", { class: "chips", role: "group", "aria-label": "Pictures" });
    this.level = element("output", { class: "level" });
    this.position = element("span", { class: "soft" });
    this.mode = button("Swipe", () => this.turnSwipe(), { "aria-pressed": "false", title: "One over the other (S)" });
    this.beside = facets[0].values.length > 1 && facets[2].values.length > 1
      ? select("Beside", [["methods", "Methods"], ["seeds", "Seeds"]], (value) => { this.besideSeeds = value === "seeds"; this.show(); })
      : null;
    this.stage = element("div", { class: "stage", tabindex: -1 });
    this.viewport = new Viewport(this.stage, (scale) => { this.level.textContent = Math.round(scale * 100) + " %"; });
    this.dialog = element("dialog", { class: "viewer", "aria-label": "Image", onkeydown: (event) => this.key(event), onclose: () => this.stage.replaceChildren() },
      element("header", {},
        element("div", {}, this.what,
          element("div", { class: "group" },
            button("‹", () => this.step(-1), { "aria-label": "Previous image", title: "Previous (←)" }),
            this.position,
            button("›", () => this.step(1), { "aria-label": "Next image", title: "Next (→)" })),
          button("×", () => this.dialog.close(), { class: "close", "aria-label": "Close", title: "Close (Esc)" })),
        element("div", {}, this.chips, this.beside, this.mode, element("div", { class: "group" },
          button("−", () => this.viewport.zoomBy(1 / 1.5), { "aria-label": "Zoom out", title: "Zoom out (−)" }),
          this.level,
          button("+", () => this.viewport.zoomBy(1.5), { "aria-label": "Zoom in", title: "Zoom in (+)" }),
          button("Fit", () => this.viewport.fit(), { title: "Fit (0)" }),
          button("1:1", () => this.viewport.zoomTo(1), { title: "A pixel for a pixel (1)" })))),
      this.stage,
      element("footer", {}, "Wheel or + − zooms, drag or Shift and arrows move, ← → leaf through, S swipes, Esc closes"));
    document.body.append(this.dialog);
    new ResizeObserver(() => this.arrange()).observe(this.stage);
  }

  open(image, list) {
    this.list = list;
    this.index = Math.max(0, list.indexOf(image));
    this.dialog.showModal();
    this.stage.focus();
    this.viewport.fit();
    this.show();
  }

  step(by) {
    const index = this.index + by;
    if (index < 0 || index >= this.list.length) return;
    this.index = index;
    this.show();
  }

  // the image itself, the same one of the other methods or seeds, and HR
  pictures() {
    const image = this.list[this.index];
    const peers = byKey.get(image.key);
    const field = this.besideSeeds ? "seed" : "method";
    const fixed = this.besideSeeds ? "method" : "seed";
    const shownPictures = facets.find((facet) => facet.field === field).values.map((value) => {
      const alike = peers.filter((peer) => peer.run[field] === value);
      const peer = value === image.run[field] ? image : alike.find((each) => each.run[fixed] === image.run[fixed]) ?? alike[0];
      return peer && {
        image: peer, source: peer.sr, own: peer === image,
        label: (field === "seed" ? (value === "" ? image.run.method : "Seed " + value) : value) || "SR",
      };
    }).filter(Boolean);
    if (image.hr !== null) shownPictures.push({ image: null, source: image.hr, own: false, label: "HR" });
    return shownPictures;
  }

  show() {
    const image = this.list[this.index];
    const all = this.pictures();
    const own = all.find((each) => each.own);
    const others = all.filter((each) => !each.own && !this.hidden.has(each.label));
    // a swipe takes two: the image and one other, HR first
    const over = others.find((each) => each.label === this.over) ?? others.find((each) => !each.image) ?? others[0];
    const swipe = this.swipe && over !== undefined;
    const some = swipe ? [own, over] : all.filter((each) => each.own || others.includes(each));
    this.what.replaceChildren(element("b", {}, image.name), element("span", { class: "soft" }, origin(image.run)));
    this.position.textContent = `${(this.index + 1).toLocaleString("en")} / ${this.list.length.toLocaleString("en")}`;
    this.chips.replaceChildren(...(all.length > 1 ? all.map((each) => this.chip(each, swipe, over)) : []));
    this.mode.hidden = all.length < 2;
    this.stage.classList.toggle("swipe", swipe);
    this.stage.replaceChildren(...some.flatMap((each) => this.pane(each, some)), ...(swipe ? [this.divider()] : []));
    this.arrange();
  }

  // shows or hides a picture, or chooses the other one of a swipe; the image itself stays
  chip(each, swipe, over) {
    if (each.own) return button(each.label, () => {}, { "aria-pressed": "true", disabled: "" });
    return button(each.label, () => {
      if (swipe) this.over = each.label;
      else if (!this.hidden.delete(each.label)) this.hidden.add(each.label);
      this.show();
    }, { "aria-pressed": String(swipe ? each === over : !this.hidden.has(each.label)) });
  }

  pane(each, some) {
    const name = each.image ? `${each.image.name}, ${each.label}` : `${this.list[this.index].name}, HR`;
    const view = element("div", { class: "view" }, picture(each.source, name, { onload: () => { this.arrange(); this.viewport.paint(); } }));
    // the shares of regions are the HR image's
    const { values } = each.image ?? this.list[this.index];
    const text = metrics.filter((metric) => Boolean(metric.scored) === Boolean(each.image) && values[metric.index] !== null)
      .map((metric) => element("span", { class: this.leads(metric, each, some) ? "lead" : null },
        named(metric), " ", element("b", {}, shown(metric, values[metric.index]))));
    return element("figure", { class: each.own ? "pane own" : "pane" }, view,
      element("figcaption", {}, element("b", {}, each.label), text));
  }

  leads(metric, each, some) {
    if (!metric.scored) return false;
    const values = some.filter((other) => other.image).map((other) => other.image.values[metric.index]).filter((value) => value !== null);
    const best = metric.higher ? Math.max(...values) : Math.min(...values);
    return values.length > 1 && each.image.values[metric.index] === best;
  }

  // drawn between the two pictures of a swipe
  divider() {
    const slider = element("div", {
      class: "divider", role: "slider", tabindex: 0, "aria-label": "Divider", "aria-valuemin": 0, "aria-valuemax": 100,
    });
    const move = (percent) => {
      const at = Math.min(100, Math.max(0, percent));
      this.stage.style.setProperty("--at", at + "%");
      slider.setAttribute("aria-valuenow", Math.round(at));
    };
    slider.addEventListener("pointerdown", (event) => slider.setPointerCapture(event.pointerId));
    slider.addEventListener("pointermove", (event) => {
      if (!slider.hasPointerCapture(event.pointerId)) return;
      const box = this.stage.querySelector(".view").getBoundingClientRect();
      move(100 * (event.clientX - box.left) / box.width);
    });
    slider.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
      if (by === undefined) return;
      event.stopPropagation();
      move(Number(slider.getAttribute("aria-valuenow")) + by);
    });
    move(Number.parseFloat(this.stage.style.getPropertyValue("--at") || "50"));
    return slider;
  }

  turnSwipe() {
    this.swipe = !this.swipe;
    this.mode.setAttribute("aria-pressed", String(this.swipe));
    this.show();
  }

  // as many columns as show the pictures largest
  arrange() {
    const panes = [...this.stage.querySelectorAll(".pane")];
    const loaded = panes.map((pane) => pane.querySelector("img")).find((image) => image && image.naturalWidth > 0);
    const aspect = loaded ? loaded.naturalWidth / loaded.naturalHeight : 1;
    let best = 1, largest = 0;
    for (let columns = 1; columns <= panes.length; columns++) {
      const rows = Math.ceil(panes.length / columns);
      const width = Math.min(this.stage.clientWidth / columns, (this.stage.clientHeight / rows - 44) * aspect);
      if (width > largest + 1) [best, largest] = [columns, width];
    }
    this.stage.style.setProperty("--columns", best);
    this.viewport.paint();
  }

  key(event) {
    if (event.target.closest("select, input") || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (move && (event.shiftKey || move[0] === 0)) this.viewport.panBy(...move);
    else if (move) this.step(event.key === "ArrowRight" ? 1 : -1);
    else if (event.key === "+" || event.key === "=") this.viewport.zoomBy(1.5);
    else if (event.key === "-") this.viewport.zoomBy(1 / 1.5);
    else if (event.key === "0") this.viewport.fit();
    else if (event.key === "1") this.viewport.zoomTo(1);
    else if (event.key === "s" && !this.mode.hidden) this.turnSwipe();
    else return;
    event.preventDefault();
  }
}
