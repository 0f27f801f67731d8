  def relu_into(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.relu_(x)
  def max_pool(self: __torch__.Ops, x: Tensor, side: int) -> Tensor:
    return torch.max_pool2d(x, [side, side], [2, 2])
  def l2_pool(self: __torch__.Ops, x: Tensor, window: Tensor) -> Tensor:
    c = torch.size(x, 1)
    w = torch.repeat(window, [c, 1, 1, 1])
    y = torch.conv2d(torch.pow(x, 2), w, None, [2, 2], [1, 1], [1, 1], c)
    return torch.sqrt_(torch.add_(y, 1e-12))
  def standardized(self: __torch__.Ops, x: Tensor, mean: Tensor, std: Tensor) -> Tensor:
    return torch.div(torch.sub(x, mean), std)
  def unit_vectors(self: __torch__.Ops, x: Tensor) -> Tensor:
    squares = torch.sum(torch.pow(x, 2), [1], True)
    zero = torch.eq(squares, 0)
    norms = torch.masked_fill(torch.sqrt(torch.masked_fill(squares, zero, 1)), zero, 0)
    return torch.div(x, torch.add(norms, 1e-10))
  def add_lpips(self: __torch__.Ops, total: Tensor, x: Tensor, y: Tensor, w: Tensor) -> Tensor:
    d = (self.unit_vectors(y)).sub_(self.unit_vectors(x))
    d = d.pow_(2)
    return torch.add(total, torch.mean(torch.conv2d(d, w), [1, 2, 3]))
  def share(self: __torch__.Ops, w: Tensor, other: Tensor, first: int, count: int) -> Tensor:
    return torch.narrow(torch.div(w, torch.add(torch.sum(w), torch.sum(other))), 1, first, count)
  def add_dists(self: __torch__.Ops, total: Tensor, x: Tensor, y: Tensor, alpha: Tensor, beta: Tensor) -> Tensor:
    mx, my = torch.mean(x, [2, 3], True), torch.mean(y, [2, 3], True)
    means = torch.mul(torch.mul(mx, 2), my)
    squares = torch.add(torch.pow(mx, 2), torch.pow(my, 2))
    texture = torch.div(torch.add(means, 1e-6), torch.add(squares, 1e-6))
    room = torch.sub(x, mx)
    vx = torch.mean(room.mul_(room), [2, 3], True)
    room = torch.sub(y, my, out=room)
    vy = torch.mean(room.mul_(room), [2, 3], True)
    cov = torch.sub(torch.mean(torch.mul(x, y, out=room), [2, 3], True), torch.mul(mx, my))
    structure = torch.div(torch.add(torch.mul(cov, 2), 1e-6), torch.add(torch.add(vx, vy), 1e-6))
    terms = torch.stack([torch.sum(torch.mul(alpha, texture), [1, 2, 3]), torch.sum(torch.mul(beta, structure), [1, 2, 3])])
    return torch.add(total, terms)
  def dists(self: __torch__.Ops, total: Tensor) -> Tensor:
    return torch.rsub(torch.sum(total, [0]), 1)
