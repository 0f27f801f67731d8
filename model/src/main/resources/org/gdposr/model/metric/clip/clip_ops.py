  def normalized(self: __torch__.Ops, x: Tensor, mean: Tensor, std: Tensor) -> Tensor:
    return torch.div(torch.sub(x, mean), std)
  def through_half(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.to(torch.to(x, 5), 6)
  def conv2d(self: __torch__.Ops, x: Tensor, w: Tensor, stride: int, padding: int) -> Tensor:
    return torch.conv2d(x, w, None, [stride, stride], [padding, padding])
  def batch_norm(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor, mean: Tensor, var: Tensor) -> Tensor:
    return torch.batch_norm(x, w, b, mean, var, False, 0.1, 1e-05, True)
  def batch_norm_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor, mean: Tensor, var: Tensor) -> Tensor:
    return torch.relu_(torch.batch_norm(x, w, b, mean, var, False, 0.1, 1e-05, True))
  def add_relu_into(self: __torch__.Ops, x: Tensor, y: Tensor) -> Tensor:
    return torch.relu_(torch.add_(x, y))
  def average_pool(self: __torch__.Ops, x: Tensor, side: int) -> Tensor:
    return torch.avg_pool2d(x, [side, side], [side, side])
  def with_mean(self: __torch__.Ops, x: Tensor) -> Tensor:
    t = torch.permute(torch.flatten(x, 2), [2, 0, 1])
    return torch.cat([torch.mean(t, [0], True), t])
  def attention(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor], heads: int) -> Tensor:
    l, n, c = torch.size(q, 0), torch.size(q, 1), torch.size(q, 2)
    d = c // heads
    qh = torch.view(torch.transpose(torch.view(q, [l, n * heads, d]), 0, 1), [n, heads, l, d])
    kh = torch.view(torch.transpose(torch.view(k, [l, n * heads, d]), 0, 1), [n, heads, l, d])
    vh = torch.view(torch.transpose(torch.view(v, [l, n * heads, d]), 0, 1), [n, heads, l, d])
    o = torch.scaled_dot_product_attention(qh, kh, vh, mask, 0., False)
    return torch.view(torch.contiguous(torch.permute(o, [2, 0, 1, 3])), [l, n, c])
  def plain_attention(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
    return (self).attention(q, k, v, None, heads, )
  def packed(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    p = torch.linear(x, w, b)
    p = torch.view(p, [torch.size(p, 0), torch.size(p, 1), 3, -1])
    return torch.contiguous(torch.permute(p, [2, 0, 1, 3]))
  def self_attention(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor, heads: int) -> Tensor:
    p = (self).packed(x, w, b, )
    return (self).attention(torch.select(p, 0, 0), torch.select(p, 0, 1), torch.select(p, 0, 2), None, heads, )
  def causal_self_attention(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor, heads: int) -> Tensor:
    p = (self).packed(x, w, b, )
    l = torch.size(x, 0)
    mask = torch.triu(torch.full([l, l], -inf, dtype=6, layout=None, device=ops.prim.device(x)), 1)
    mask = torch.unsqueeze(torch.unsqueeze(mask, 0), 0)
    return (self).attention(torch.select(p, 0, 0), torch.select(p, 0, 1), torch.select(p, 0, 2), mask, heads, )
  def swap_tokens_and_batch(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.transpose(x, 0, 1)
  def end_features(self: __torch__.Ops, x: Tensor, ids: Tensor, projection: Tensor) -> Tensor:
    n = torch.arange(torch.size(x, 0), dtype=4, layout=None, device=ops.prim.device(x))
    e = torch.index(x, annotate(List[Optional[Tensor]], [n, torch.argmax(ids, -1)]))
    return torch.matmul(e, projection)
  def unit(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.div(x, torch.linalg_vector_norm(x, 2, [-1], True))
  def exp(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.exp(x)
  def antonym_score(self: __torch__.Ops, images: Tensor, texts: Tensor, scale: Tensor) -> Tensor:
    logits = torch.matmul(torch.mul(scale, (self).unit(images, )), torch.t(texts))
    probabilities = torch.softmax(torch.reshape(logits, [torch.size(logits, 0), -1, 2]), -1)
    return torch.mean(torch.select(probabilities, -1, 0), [1])
