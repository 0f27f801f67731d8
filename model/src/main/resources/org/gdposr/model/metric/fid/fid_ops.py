  def conv_norm_relu(self: __torch__.Ops, x: Tensor, w: Tensor, scale: Tensor, shift: Tensor, mean: Tensor, variance: Tensor, stride: int, top: int, left: int) -> Tensor:
    y = torch.conv2d(x, w, None, [stride, stride], [top, left])
    return torch.relu_(torch.batch_norm(y, scale, shift, mean, variance, False, 0.1, 0.001, False))
  def max_pool(self: __torch__.Ops, x: Tensor, stride: int, padding: int) -> Tensor:
    return torch.max_pool2d(x, [3, 3], [stride, stride], [padding, padding])
  def average_pool(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.avg_pool2d(x, [3, 3], [1, 1], [1, 1], False, False, None)
  def concat(self: __torch__.Ops, xs: List[Tensor]) -> Tensor:
    return torch.cat(xs, 1)
  def spatial_mean(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.flatten(torch.adaptive_avg_pool2d(x, [1, 1]), 1)
  def from_levels(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.div(torch.sub(x, 128), 128)
  def bilinear(self: __torch__.Ops, x: Tensor, side: int) -> Tensor:
    y = torch.upsample_bilinear2d(x, [side, side], False, None, None)
    return torch.sub(torch.mul(torch.div(y, 255), 2), 1)
  def bilinear_from_corner(self: __torch__.Ops, x: Tensor, axis: int, side: int) -> Tensor:
    length = torch.size(x, axis)
    at = torch.mul(torch.arange(side, dtype=6, layout=None, device=ops.prim.device(x), pin_memory=None), torch.tensor(length / side, dtype=6))
    low = torch.to(at, 4)
    high = torch.clamp(torch.add(low, 1), None, length - 1)
    part = torch.sub(at, low)
    if axis == 2:
      part = torch.unsqueeze(part, 1)
    a, b = torch.index_select(x, axis, low), torch.index_select(x, axis, high)
    return torch.add(a, torch.mul(torch.sub(b, a), part))
  def tensorflow_bilinear(self: __torch__.Ops, x: Tensor, side: int) -> Tensor:
    y = self.bilinear_from_corner(self.bilinear_from_corner(x, 3, side), 2, side)
    return self.from_levels(y)
  def add_moments(self: __torch__.Ops, mean: Tensor, scatter: Tensor, features: Tensor, before: int) -> Tensor:
    x = torch.to(features, 7)
    count = torch.size(x, 0)
    share = count / (before + count)
    batch = torch.mean(x, [0], True)
    centred = torch.sub(x, batch)
    change = torch.sub(batch, torch.unsqueeze(mean, 0))
    _0 = torch.addmm_(scatter, torch.t(centred), centred)
    _1 = torch.addmm_(scatter, torch.t(change), change, alpha=before * share)
    return torch.add_(mean, torch.select(change, 0, 0), alpha=share)
  def root(self: __torch__.Ops, scatter: Tensor, count: int) -> Tensor:
    values, vectors = torch.linalg_eigh(torch.div(scatter, count - 1))
    n = torch.size(values, 0)
    kept = int(torch.sum(torch.gt(values, torch.mul(torch.max(values), n * 2.220446049250313e-16))))
    rooted = torch.sqrt(torch.narrow(values, 0, n - kept, kept))
    return torch.mul(torch.narrow(vectors, 1, n - kept, kept), rooted)
  def frechet(self: __torch__.Ops, mean1: Tensor, root1: Tensor, mean2: Tensor, root2: Tensor) -> Tensor:
    apart = torch.sum(torch.pow(torch.sub(mean1, mean2), 2))
    traces = torch.add(torch.sum(torch.pow(root1, 2)), torch.sum(torch.pow(root2, 2)))
    shared = torch.sum(torch.linalg_svdvals(torch.mm(torch.t(root1), root2)))
    return torch.sub(torch.add(apart, traces), shared, alpha=2)
