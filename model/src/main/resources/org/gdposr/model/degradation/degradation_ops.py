  def area(self: __torch__.Ops, x: Tensor, h: int, w: int) -> Tensor:
    return torch.adaptive_avg_pool2d(x, [h, w])
  def bilinear(self: __torch__.Ops, x: Tensor, h: int, w: int) -> Tensor:
    return torch.upsample_bilinear2d(x, [h, w], False, None, None)
  def bilinear_by(self: __torch__.Ops, x: Tensor, h: int, w: int, f: float) -> Tensor:
    return torch.upsample_bilinear2d(x, [h, w], False, f, f)
  def bicubic(self: __torch__.Ops, x: Tensor, h: int, w: int) -> Tensor:
    return torch.upsample_bicubic2d(x, [h, w], False, None, None)
  def bicubic_by(self: __torch__.Ops, x: Tensor, h: int, w: int, f: float) -> Tensor:
    return torch.upsample_bicubic2d(x, [h, w], False, f, f)
  def filter(self: __torch__.Ops, x: Tensor, k: Tensor) -> Tensor:
    n, p, h, w = torch.size(k, 0), torch.size(k, 3) // 2, torch.size(x, 2), torch.size(x, 3)
    y = torch.reflection_pad2d(torch.transpose(x, 0, 1), [p, p, p, p])
    y = torch.constant_pad_nd(y, [0, 0, 0, (h + n - 1) // n * n - h], 0.)
    y = torch.conv2d(y, k, None, [n, 1])
    y = torch.reshape(torch.transpose(y, 1, 2), [1, 3, -1, w])
    return torch.contiguous(torch.slice(y, 2, 0, h))
  def blocks(self: __torch__.Ops, x: Tensor) -> Tensor:
    c, h, w = torch.size(x, 0), torch.size(x, 1), torch.size(x, 2)
    y = torch.view(torch.contiguous(x), [c, h // 8, 8, w // 8, 8])
    return torch.reshape(torch.permute(y, [0, 1, 3, 2, 4]), [-1, 64])
  def plane(self: __torch__.Ops, x: Tensor, c: int, h: int, w: int) -> Tensor:
    y = torch.view(x, [c, h // 8, w // 8, 8, 8])
    return torch.reshape(torch.permute(y, [0, 1, 3, 2, 4]), [c, h, w])
  def quantised(self: __torch__.Ops, x: Tensor, table: Tensor, dct: Tensor, idct: Tensor, scale: Tensor, alpha: Tensor) -> Tensor:
    f = torch.mul(torch.mm(torch.sub(x, 128), dct), scale)
    q = torch.mul(torch.round(torch.div(f, table)), table)
    return torch.add(torch.mul(torch.mm(torch.mul(q, alpha), idct), 0.25), 128)
  def jpeg(self: __torch__.Ops, x: Tensor, factor: float, dct: Tensor, idct: Tensor, scale: Tensor, alpha: Tensor, tables: Tensor, colour: Tensor) -> Tensor:
    h, w = torch.size(x, 2), torch.size(x, 3)
    ph, pw = (h + 15) // 16 * 16, (w + 15) // 16 * 16
    y = torch.constant_pad_nd(torch.clamp(x, 0., 1.), [0, pw - w, 0, ph - h], 0.)
    y = torch.reshape(torch.permute(torch.mul(y, 255), [0, 2, 3, 1]), [-1, 3])
    y = torch.add(torch.mm(y, torch.select(colour, 0, 0)), torch.select(torch.select(colour, 0, 2), 0, 0))
    y = torch.reshape(torch.t(y), [1, 3, ph, pw])
    c = torch.avg_pool2d(torch.slice(y, 1, 1, 3), [2, 2], [2, 2])
    t = torch.mul(tables, factor)
    luma = self.quantised(self.blocks(torch.select(torch.slice(y, 1, 0, 1), 0, 0)), torch.select(t, 0, 0), dct, idct, scale, alpha)
    chroma = self.quantised(self.blocks(torch.select(c, 0, 0)), torch.select(t, 0, 1), dct, idct, scale, alpha)
    luma = torch.unsqueeze(self.plane(luma, 1, ph, pw), 0)
    chroma = torch.upsample_nearest2d(torch.unsqueeze(self.plane(chroma, 2, ph // 2, pw // 2), 0), [ph, pw])
    y = torch.reshape(torch.permute(torch.cat([luma, chroma], 1), [0, 2, 3, 1]), [-1, 3])
    y = torch.mm(torch.sub(y, torch.select(torch.select(colour, 0, 2), 0, 0)), torch.select(colour, 0, 1))
    y = torch.div(torch.clamp(y, 0., 255.), 255)
    y = torch.reshape(torch.t(y), [1, 3, ph, pw])
    return torch.contiguous(torch.slice(torch.slice(y, 2, 0, h), 3, 0, w))
