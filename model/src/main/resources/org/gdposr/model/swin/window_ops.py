  def windows(self: __torch__.Ops, x: Tensor, side: int, window: int, shift: int) -> Tensor:
    b, c, n = torch.size(x, 0), torch.size(x, 2), side // window
    h = torch.view(x, [b, side, side, c])
    if shift > 0:
      h = torch.roll(h, [-shift, -shift], [1, 2])
    h = torch.view(h, [b, n, window, n, window, c])
    return torch.reshape(torch.transpose(h, 2, 3), [b * n * n, window * window, c])
  def join_windows(self: __torch__.Ops, x: Tensor, side: int, window: int, shift: int) -> Tensor:
    c, n = torch.size(x, 2), side // window
    h = torch.transpose(torch.view(x, [-1, n, n, window, window, c]), 2, 3)
    h = torch.reshape(h, [-1, side, side, c])
    if shift > 0:
      h = torch.roll(h, [shift, shift], [1, 2])
    return torch.view(h, [-1, side * side, c])
  def scores(self: __torch__.Ops, qkv: Tensor, scale: float, table: Tensor, index: Tensor) -> Tensor:
    t, heads = torch.size(qkv, 1), torch.size(table, 1)
    h = torch.permute(torch.view(qkv, [-1, t, 3, heads, torch.size(qkv, 2) // 3 // heads]), [2, 0, 3, 1, 4])
    q, k = torch.mul(torch.select(h, 0, 0), scale), torch.select(h, 0, 1)
    bias = torch.permute(torch.view(torch.index_select(table, 0, index), [t, t, heads]), [2, 0, 1])
    return torch.add_(torch.matmul(q, torch.transpose(k, -2, -1)), bias)
  def mixed(self: __torch__.Ops, scores: Tensor, qkv: Tensor) -> Tensor:
    t, heads, c = torch.size(qkv, 1), torch.size(scores, 1), torch.size(qkv, 2) // 3
    h = torch.permute(torch.view(qkv, [-1, t, 3, heads, c // heads]), [2, 0, 3, 1, 4])
    y = torch.matmul(torch.softmax(scores, -1), torch.select(h, 0, 2))
    return torch.reshape(torch.transpose(y, 1, 2), [-1, t, c])
  def window_attention(self: __torch__.Ops, qkv: Tensor, scale: float, table: Tensor, index: Tensor) -> Tensor:
    return self.mixed(self.scores(qkv, scale, table, index), qkv)
  def masked_window_attention(self: __torch__.Ops, qkv: Tensor, scale: float, table: Tensor, index: Tensor, mask: Tensor) -> Tensor:
    s = self.scores(qkv, scale, table, index)
    heads, t = torch.size(s, 1), torch.size(s, 2)
    by_window = torch.view(s, [-1, torch.size(mask, 0), heads, t, t])
    _0 = torch.add_(by_window, torch.unsqueeze(mask, 1))
    return self.mixed(s, qkv)
