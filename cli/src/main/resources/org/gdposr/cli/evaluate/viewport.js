const MOST_PIXELS = 32; // screen pixels a picture's pixel may take

// one zoom and one centre for all pictures on a stage; the centre is a share of their sides, so sizes may differ
class Viewport {
  constructor(stage, onchange) {
    this.stage = stage;
    this.onchange = onchange;
    this.pointers = new Map();
    stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    stage.addEventListener("pointerdown", (event) => this.down(event));
    stage.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) {
      stage.addEventListener(name, (event) => this.pointers.delete(event.pointerId));
    }
    stage.addEventListener("dblclick", (event) => this.zoomBy(this.zoom > 1 ? 0 : 4, event));
    new ResizeObserver(() => this.paint()).observe(stage);
    this.fit();
  }

  fit() {
    this.zoom = 1;
    this.x = this.y = 0.5;
    this.paint();
  }

  frames() {
    return [...this.stage.querySelectorAll(".view")]
      .map((view) => ({ view, image: view.querySelector("img") }))
      .filter(({ view, image }) => image && image.naturalWidth > 0 && view.clientWidth > 0)
      .map(({ view, image }) => ({
        view, image,
        fit: Math.min(view.clientWidth / image.naturalWidth, view.clientHeight / image.naturalHeight),
      }));
  }

  // screen pixels per pixel of the first picture
  scale() {
    const [first] = this.frames();
    return first ? first.fit * this.zoom : 1;
  }

  // about the pointer, or the centre
  zoomBy(factor, point) {
    const frames = this.frames();
    if (frames.length === 0) return;
    const frame = frames.find(({ view }) => point && holds(view.getBoundingClientRect(), point)) ?? frames[0];
    const zoom = Math.min(Math.max(1, this.zoom * factor), Math.max(1, MOST_PIXELS / frame.fit));
    if (point) {
      const box = frame.view.getBoundingClientRect();
      const reach = (at, from, side, pixels) => (at - from - side / 2) / (pixels * frame.fit) * (1 / this.zoom - 1 / zoom);
      this.x += reach(point.clientX, box.left, box.width, frame.image.naturalWidth);
      this.y += reach(point.clientY, box.top, box.height, frame.image.naturalHeight);
    }
    this.zoom = zoom;
    this.paint();
  }

  // until a picture's pixel takes so many of the screen
  zoomTo(scale) {
    this.zoomBy(scale / this.scale());
  }

  // in screen pixels
  panBy(dx, dy) {
    const [frame] = this.frames();
    if (!frame) return;
    this.x -= dx / (frame.image.naturalWidth * frame.fit * this.zoom);
    this.y -= dy / (frame.image.naturalHeight * frame.fit * this.zoom);
    this.paint();
  }

  wheel(event) {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    this.zoomBy(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.002)), event);
  }

  down(event) {
    if (event.button !== 0 || event.target.closest("[role=slider]")) return;
    this.pointers.set(event.pointerId, event);
    this.stage.setPointerCapture(event.pointerId);
  }

  move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const other = [...this.pointers.values()].find((each) => each.pointerId !== event.pointerId);
    this.pointers.set(event.pointerId, event);
    if (other) {
      const distance = (a, b) => Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY));
      const middle = { clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2 };
      this.zoomBy(distance(event, other) / distance(before, other), middle);
    }
    const share = this.pointers.size;
    this.panBy((event.clientX - before.clientX) / share, (event.clientY - before.clientY) / share);
  }

  paint() {
    const frames = this.frames();
    for (const { view, image, fit } of frames) {
      const scale = fit * this.zoom;
      const place = (centre, side, pixels) => {
        const half = side / (2 * pixels * scale);
        return half >= 0.5 ? 0.5 : Math.min(Math.max(centre, half), 1 - half);
      };
      if (image === frames[0].image) {
        this.x = place(this.x, view.clientWidth, image.naturalWidth);
        this.y = place(this.y, view.clientHeight, image.naturalHeight);
      }
      const left = view.clientWidth / 2 - this.x * image.naturalWidth * scale;
      const top = view.clientHeight / 2 - this.y * image.naturalHeight * scale;
      image.style.transform = `translate(${left}px, ${top}px) scale(${scale})`;
      image.classList.toggle("pixels", scale * devicePixelRatio >= 2);
    }
    this.onchange(this.scale());
  }
}

function holds(box, point) {
  return point.clientX >= box.left && point.clientX < box.right && point.clientY >= box.top && point.clientY < box.bottom;
}
