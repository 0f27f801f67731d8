  def normalised(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.div(torch.sub(x, 0.5), 0.5)
  def crops(self: __torch__.Ops, x: Tensor, side: int, count: int) -> Tensor:
    steps = int(torch.sqrt(count))
    down = (torch.size(x, 2) - side) // steps
    right = (torch.size(x, 3) - side) // steps
    crops = annotate(List[Tensor], [])
    for i in range(count):
      top, left = i // (steps + 1) * down, i % (steps + 1) * right
      rows = torch.slice(x, 2, top, top + side)
      _0 = torch.append(crops, torch.slice(rows, 3, left, left + side))
    return torch.cat(crops, 0)
  def vision_tokens(self: __torch__.Ops, patches: Tensor, first: Tensor, places: Tensor) -> Tensor:
    tokens = torch.transpose(torch.flatten(patches, 2), 1, 2)
    c = torch.expand(first, [torch.size(tokens, 0), -1, -1])
    return torch.add(torch.cat([c, tokens], 1), places)
  def packed_attention(self: __torch__.Ops, qkv: Tensor, heads: int) -> Tensor:
    b, n, c = torch.size(qkv, 0), torch.size(qkv, 1), torch.size(qkv, 2) // 3
    h = torch.permute(torch.reshape(qkv, [b, n, 3, heads, c // heads]), [2, 0, 3, 1, 4])
    q, k, v = torch.select(h, 0, 0), torch.select(h, 0, 1), torch.select(h, 0, 2)
    o = torch.scaled_dot_product_attention(q, k, v, None, 0., False)
    return torch.reshape(torch.transpose(o, 1, 2), [b, n, c])
  def features(self: __torch__.Ops, layers: List[Tensor]) -> Tensor:
    cut = annotate(List[Tensor], [])
    for i in range(torch.len(layers)):
      _0 = torch.append(cut, torch.slice(layers[i], 1, 1))
    return torch.transpose(torch.cat(cut, 2), 1, 2)
  def channel_attention(self: __torch__.Ops, x: Tensor, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    b, c, n = torch.size(x, 0), torch.size(x, 1), torch.size(x, 2)
    s = torch.mul_(torch.matmul(q, torch.transpose(k, -2, -1)), torch.pow(n, -0.5))
    y = torch.matmul(torch.softmax(s, -1), v)
    return torch.add(torch.reshape(torch.transpose(y, 1, 2), [b, c, n]), x)
  def pixels(self: __torch__.Ops, channels: Tensor, side: int) -> Tensor:
    return torch.reshape(channels, [torch.size(channels, 0), torch.size(channels, 1), side, side])
  def token_pixels(self: __torch__.Ops, tokens: Tensor, side: int) -> Tensor:
    x = torch.reshape(tokens, [torch.size(tokens, 0), side, side, torch.size(tokens, 2)])
    return torch.permute(x, [0, 3, 1, 2])
  def channels(self: __torch__.Ops, pixels: Tensor) -> Tensor:
    return torch.flatten(pixels, 2)
  def scaled_residual(self: __torch__.Ops, x: Tensor, scale: float, shortcut: Tensor) -> Tensor:
    return torch.add(torch.mul(x, scale), shortcut)
  def weighted_mean(self: __torch__.Ops, x: Tensor, weights: Tensor) -> Tensor:
    s = torch.reshape(torch.relu(x), [1, -1])
    w = torch.reshape(torch.sigmoid(weights), [1, -1])
    total = torch.sum(torch.mul(w, s), [-1])
    return torch.div(total, torch.add(torch.sum(w, [-1]), 1e-08))
