  def silu(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.silu(x)
  def gelu(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.gelu(x)
  def group_norm(self: __torch__.Ops, x: Tensor, groups: int, w: Tensor, b: Tensor, eps: float) -> Tensor:
    return torch.group_norm(x, groups, w, b, eps)
  def group_norm_silu(self: __torch__.Ops, x: Tensor, groups: int, w: Tensor, b: Tensor, eps: float) -> Tensor:
    return torch.silu(torch.group_norm(x, groups, w, b, eps))
  def layer_norm(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor, eps: float) -> Tensor:
    return torch.layer_norm(x, [torch.size(x, -1)], w, b, eps)
  def linear(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    return torch.linear(x, w, b)
  def linear_no_bias(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return torch.linear(x, w)
  def conv2d(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor, stride: int, padding: int) -> Tensor:
    return torch.conv2d(x, w, b, [stride, stride], [padding, padding])
  def conv2d_no_bias(self: __torch__.Ops, x: Tensor, w: Tensor, stride: int, padding: int) -> Tensor:
    return torch.conv2d(x, w, None, [stride, stride], [padding, padding])
  def attention(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
    b, n, c = torch.size(q, 0), torch.size(q, 1), torch.size(q, 2)
    m = torch.size(k, 1)
    d = c // heads
    qh = torch.transpose(torch.view(q, [b, n, heads, d]), 1, 2)
    kh = torch.transpose(torch.view(k, [b, m, heads, d]), 1, 2)
    vh = torch.transpose(torch.view(v, [b, m, heads, d]), 1, 2)
    o = torch.scaled_dot_product_attention(qh, kh, vh)
    return torch.reshape(torch.transpose(o, 1, 2), [b, n, c])
  def geglu(self: __torch__.Ops, x: Tensor) -> Tensor:
    a, g = torch.chunk(x, 2, -1)
    return torch.mul(a, torch.gelu(g))
  def upsample_nearest(self: __torch__.Ops, x: Tensor, factor: int) -> Tensor:
    return torch.upsample_nearest2d(x, [torch.size(x, 2) * factor, torch.size(x, 3) * factor])
  def pad_right_bottom(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.constant_pad_nd(x, [0, 1, 0, 1], 0.)
  def scale_shift(self: __torch__.Ops, x: Tensor, scale: float, shift: float) -> Tensor:
    return torch.add(torch.mul(x, scale), shift)
  def axpby(self: __torch__.Ops, a: float, x: Tensor, b: float, y: Tensor) -> Tensor:
    return torch.add(torch.mul(x, a), torch.mul(y, b))
  def clamp(self: __torch__.Ops, x: Tensor, low: float, high: float) -> Tensor:
    return torch.clamp(x, low, high)
  def mse(self: __torch__.Ops, x: Tensor, y: Tensor) -> Tensor:
    return torch.mse_loss(x, y)
  def l1(self: __torch__.Ops, x: Tensor, y: Tensor) -> Tensor:
    return torch.l1_loss(x, y)
  def foreach_norm(self: __torch__.Ops, g: List[Tensor]) -> Tensor:
    return torch.linalg_vector_norm(torch.stack(torch._foreach_norm(g)))
  def foreach_zero(self: __torch__.Ops, g: List[Tensor]) -> Tensor:
    torch._foreach_zero_(g)
    return g[0]
  def adamw(self: __torch__.Ops, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], step: int, lr: float, b1: float, b2: float, wd: float, eps: float, clip: float) -> Tensor:
    n = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(g)))
    c = torch.clamp(torch.mul(torch.reciprocal(torch.add(n, 1e-6)), clip), None, 1.)
    torch._foreach_mul_(g, c)
    torch._foreach_mul_(p, 1. - lr * wd)
    torch._foreach_lerp_(m, g, 1. - b1)
    torch._foreach_mul_(v, b2)
    torch._foreach_addcmul_(v, g, g, 1. - b2)
    c1 = 1. - b1 ** step
    c2 = 1. - b2 ** step
    d = torch._foreach_sqrt(v)
    torch._foreach_div_(d, c2 ** 0.5)
    torch._foreach_add_(d, eps)
    torch._foreach_addcdiv_(p, m, d, -lr / c1)
    torch._foreach_zero_(g)
    return n
