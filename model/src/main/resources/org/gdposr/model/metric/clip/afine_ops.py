  def resized(self: __torch__.Ops, x: Tensor, height: int, width: int) -> Tensor:
    return torch.upsample_bicubic2d(x, [height, width], False)
  def embed_patches(self: __torch__.Ops, x: Tensor, first: Tensor, positions: Tensor) -> Tensor:
    t = torch.permute(torch.flatten(x, 2), [0, 2, 1])
    t = torch.cat([torch.expand(torch.reshape(first, [1, 1, -1]), [torch.size(t, 0), 1, -1]), t], 1)
    p = torch.unsqueeze(torch.unsqueeze(positions, 0), 0)
    p = torch.upsample_bicubic2d(p, [torch.size(t, 1), torch.size(t, 2)], False)
    return torch.add(t, torch.squeeze(torch.squeeze(p, 0), 0))
  def patch_level(self: __torch__.Ops, x: Tensor) -> Tensor:
    t = torch.transpose(x, 0, 1)
    return torch.relu(torch.slice(t, 1, 1))
  def pixel_level(self: __torch__.Ops, x: Tensor, mean: Tensor, std: Tensor) -> Tensor:
    return torch.permute(torch.flatten(torch.add(torch.mul(x, std), mean), 2), [0, 2, 1])
  def variance(self: __torch__.Ops, x: Tensor, mean: Tensor) -> Tensor:
    return torch.mean(torch.pow(torch.sub(x, mean), 2), [1], True)
  def moments(self: __torch__.Ops, x: Tensor) -> Tensor:
    mean = torch.mean(x, [1], True)
    return torch.cat([torch.flatten(mean, 1), torch.flatten((self).variance(x, mean, ), 1)], 1)
  def join(self: __torch__.Ops, parts: List[Tensor]) -> Tensor:
    return torch.cat(parts, 1)
  def dissimilarity(self: __torch__.Ops, alpha: Tensor, beta: Tensor, xs: List[Tensor], ys: List[Tensor]) -> Tensor:
    a = torch.softplus(alpha)
    b = torch.softplus(beta)
    total = torch.add(torch.add(torch.sum(a), torch.sum(b)), 1e-10)
    a = torch.div(a, total)
    b = torch.div(b, total)
    dist1 = torch.zeros([1, 1, 1], dtype=6, layout=None, device=ops.prim.device(alpha))
    dist2 = dist1
    begin = 0
    for k in range(torch.len(xs)):
      x = xs[k]
      y = ys[k]
      end = begin + torch.size(x, 2)
      xm = torch.mean(x, [1], True)
      ym = torch.mean(y, [1], True)
      s1 = torch.div(torch.add(torch.mul(torch.mul(xm, 2), ym), 1e-10), torch.add(torch.add(torch.pow(xm, 2), torch.pow(ym, 2)), 1e-10))
      dist1 = torch.add(dist1, torch.sum(torch.mul(torch.slice(a, 2, begin, end), s1), [2], True))
      xv = (self).variance(x, xm, )
      yv = (self).variance(y, ym, )
      cov = torch.sub(torch.mean(torch.mul(x, y), [1], True), torch.mul(xm, ym))
      s2 = torch.div(torch.add(torch.mul(cov, 2), 1e-10), torch.add(torch.add(xv, yv), 1e-10))
      dist2 = torch.add(dist2, torch.sum(torch.mul(torch.slice(b, 2, begin, end), s2), [2], True))
      begin = end
    return torch.rsub(torch.squeeze(torch.add(dist1, dist2), 2), 1)
  def bounded(self: __torch__.Ops, e: Tensor, low: float, high: float) -> Tensor:
    if bool(torch.ge(e, 10)):
      t = torch.exp(torch.mul(e, -1))
      d = torch.div(torch.mul(t, high - low), torch.add(t, 1))
    else:
      d = torch.mul(torch.reciprocal(torch.add(torch.exp(e), 1)), high - low)
    return torch.add(d, low)
  def logistic(self: __torch__.Ops, x: Tensor, middle: Tensor, slope: Tensor, low: float, high: float) -> Tensor:
    e = torch.div(torch.mul(torch.sub(x, middle), -1), torch.add(torch.abs(slope), 1e-10))
    return (self).bounded(e, low, high, )
  def fixed_logistic(self: __torch__.Ops, x: Tensor, middle: float, slope: float, low: float, high: float) -> Tensor:
    return (self).bounded(torch.div(torch.mul(torch.sub(x, middle), -1), slope), low, high, )
  def combine(self: __torch__.Ops, natural: Tensor, reference: Tensor, fidelity: Tensor, k: Tensor) -> Tensor:
    e = torch.exp(torch.mul(torch.softplus(k), torch.sub(reference, natural)))
    return torch.add(torch.mul(e, natural), fidelity)
