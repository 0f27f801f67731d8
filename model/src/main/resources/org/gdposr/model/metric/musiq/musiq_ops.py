  def signed(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.mul(torch.sub(x, 0.5), 2)
  def resized(self: __torch__.Ops, x: Tensor, height: int, width: int) -> Tensor:
    return torch.upsample_bicubic2d(x, [height, width], False, None, None)
  def padded(self: __torch__.Ops, x: Tensor, kernel: int, stride: int) -> Tensor:
    h, w = torch.size(x, 2), torch.size(x, 3)
    down = ((h + stride - 1) // stride - 1) * stride + kernel - h
    right = ((w + stride - 1) // stride - 1) * stride + kernel - w
    return torch.constant_pad_nd(x, [right // 2, right - right // 2, down // 2, down - down // 2], 0.)
  def places(self: __torch__.Ops, rows: int, columns: int, grid: int, like: Tensor) -> Tensor:
    numbers = torch.arange(grid, dtype=6, layout=None, device=ops.prim.device(like))
    numbers = torch.reshape(numbers, [1, 1, grid])
    across = torch.reshape(torch.upsample_nearest1d(numbers, [columns], None), [1, columns])
    down = torch.reshape(torch.upsample_nearest1d(numbers, [rows], None), [rows, 1])
    return torch.reshape(torch.to(torch.add(torch.mul(down, grid), across), 4), [-1])
  def patches(self: __torch__.Ops, images: List[Tensor], lengths: List[int], side: int, grid: int) -> List[Tensor]:
    patches = annotate(List[Tensor], [])
    places = annotate(List[Tensor], [])
    scales = annotate(List[Tensor], [])
    masks = annotate(List[Tensor], [])
    for i in range(torch.len(images)):
      image = images[i]
      columns = torch.im2col(self.padded(image, side, side), [side, side], [1, 1], [0, 0], [side, side])
      n = torch.size(columns, 2)
      place = self.places((torch.size(image, 2) + side - 1) // side, (torch.size(image, 3) + side - 1) // side, grid, image)
      scale = torch.mul(torch.ones_like(place), i)
      mask = torch.ones_like(place)
      fill = [0, ops.prim.max(lengths[i], n) - n]
      _0 = torch.append(patches, torch.constant_pad_nd(columns, fill, 0.))
      _1 = torch.append(places, torch.constant_pad_nd(place, fill, 0))
      _2 = torch.append(scales, torch.constant_pad_nd(scale, fill, 0))
      _3 = torch.append(masks, torch.constant_pad_nd(mask, fill, 0))
    pixels = torch.reshape(torch.transpose(torch.cat(patches, -1), 1, 2), [-1, 3, side, side])
    return [pixels, torch.cat(places), torch.cat(scales), torch.cat(masks)]
  def standardized_conv(self: __torch__.Ops, x: Tensor, w: Tensor, stride: int) -> Tensor:
    centred = torch.sub(w, torch.mean(w, [1, 2, 3], True))
    kernel = torch.div(centred, torch.add(torch.std(centred, [1, 2, 3], True, True), 1e-05))
    return torch.conv2d(self.padded(x, torch.size(w, 2), stride), kernel, None, [stride, stride])
  def relu_pool(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.max_pool2d(self.padded(torch.relu(x), 3, 2), [3, 3], [2, 2])
  def rows(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.reshape(torch.permute(x, [0, 2, 3, 1]), [1, torch.size(x, 0), -1])
  def embedded(self: __torch__.Ops, x: Tensor, places: Tensor, place: Tensor, scales: Tensor, scale: Tensor, first: Tensor) -> Tensor:
    y = torch.add(x, torch.index_select(torch.squeeze(places, 0), 0, place))
    y = torch.add(y, torch.index_select(scales, 0, scale))
    return torch.cat([first, y], 1)
  def pairs(self: __torch__.Ops, mask: Tensor) -> Tensor:
    m = torch.constant_pad_nd(mask, [1, 0], 1)
    return torch.mul(torch.unsqueeze(m, 1), torch.unsqueeze(m, 0))
  def masked_attention(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor, heads: int, pairs: Tensor) -> Tensor:
    b, n, c = torch.size(q, 0), torch.size(q, 1), torch.size(q, 2)
    d = c // heads
    qh = torch.permute(torch.reshape(q, [b, n, heads, d]), [0, 2, 1, 3])
    kh = torch.permute(torch.reshape(k, [b, n, heads, d]), [0, 2, 1, 3])
    vh = torch.permute(torch.reshape(v, [b, n, heads, d]), [0, 2, 1, 3])
    s = torch.mul_(torch.matmul(qh, torch.transpose(kh, -2, -1)), torch.pow(d, -0.5))
    s = torch.softmax(torch.masked_fill_(s, torch.eq(pairs, 0), -1000.), -1)
    return torch.reshape(torch.transpose(torch.matmul(s, vh), 1, 2), [b, n, c])
  def class_token(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.select(x, 1, 0)
