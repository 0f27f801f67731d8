  def silu(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.silu(x)
  def gelu(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.gelu(x)
  def relu(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.relu(x)
  def leaky_relu_into(self: __torch__.Ops, x: Tensor, slope: float) -> Tensor:
    return torch.leaky_relu_(x, slope)
  def sigmoid(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.sigmoid(x)
  def quick_gelu(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.mul(x, torch.sigmoid(torch.mul(x, 1.702)))
  def group_norm(self: __torch__.Ops, x: Tensor, groups: int, w: Tensor, b: Tensor, eps: float) -> Tensor:
    return torch.group_norm(x, groups, w, b, eps)
  def group_norm_silu(self: __torch__.Ops, x: Tensor, groups: int, w: Tensor, b: Tensor, eps: float) -> Tensor:
    return torch.silu_(torch.group_norm(x, groups, w, b, eps))
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
  def attention(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor, heads: int, causal: bool) -> Tensor:
    b, n, c = torch.size(q, 0), torch.size(q, 1), torch.size(q, 2)
    m = torch.size(k, 1)
    d = c // heads
    qh = torch.transpose(torch.view(q, [b, n, heads, d]), 1, 2)
    kh = torch.transpose(torch.view(k, [b, m, heads, d]), 1, 2)
    vh = torch.transpose(torch.view(v, [b, m, heads, d]), 1, 2)
    o = torch.scaled_dot_product_attention(qh, kh, vh, None, 0., causal)
    return torch.reshape(torch.transpose(o, 1, 2), [b, n, c])
  def embed_tokens(self: __torch__.Ops, ids: Tensor, tokens: Tensor, positions: Tensor) -> Tensor:
    return torch.add(torch.embedding(tokens, ids), torch.slice(positions, 0, 0, torch.size(ids, 1)))
  def geglu(self: __torch__.Ops, x: Tensor) -> Tensor:
    a, g = torch.chunk(x, 2, -1)
    return torch.mul(a, torch.gelu(g))
  def upsample_nearest(self: __torch__.Ops, x: Tensor, factor: int) -> Tensor:
    return torch.upsample_nearest2d(x, [torch.size(x, 2) * factor, torch.size(x, 3) * factor])
  def pad_right_bottom(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.constant_pad_nd(x, [0, 1, 0, 1], 0.)
  def scale_shift(self: __torch__.Ops, x: Tensor, scale: float, shift: float) -> Tensor:
    return torch.add(torch.mul(x, scale), shift)
  def divide(self: __torch__.Ops, x: Tensor, divisor: float) -> Tensor:
    return torch.div(x, divisor)
  def image(self: __torch__.Ops, levels: Tensor) -> Tensor:
    return torch.unsqueeze(torch.div(torch.contiguous(torch.permute(levels, [2, 0, 1])), 255.), 0)
  def axpby(self: __torch__.Ops, a: float, x: Tensor, b: float, y: Tensor) -> Tensor:
    return torch.add(torch.mul(x, a), torch.mul(y, b))
  def clamp(self: __torch__.Ops, x: Tensor, low: float, high: float) -> Tensor:
    return torch.clamp(x, low, high)
  def chroma(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.sub(x, torch.mean(x, [1], True))
  def mse(self: __torch__.Ops, x: Tensor, y: Tensor) -> Tensor:
    return torch.mse_loss(x, y)
  def l1(self: __torch__.Ops, x: Tensor, y: Tensor) -> Tensor:
    return torch.l1_loss(x, y)
  def linear_lora(self: __torch__.Ops, x: Tensor, w: Tensor, bias: Tensor, a: Tensor, b: Tensor, scale: float) -> Tensor:
    return torch.add(torch.linear(x, w, bias), torch.linear(torch.linear(x, a), b), alpha=scale)
  def linear_no_bias_lora(self: __torch__.Ops, x: Tensor, w: Tensor, a: Tensor, b: Tensor, scale: float) -> Tensor:
    return torch.add(torch.linear(x, w), torch.linear(torch.linear(x, a), b), alpha=scale)
  def conv2d_lora(self: __torch__.Ops, x: Tensor, w: Tensor, bias: Tensor, a: Tensor, b: Tensor, scale: float, stride: int, padding: int) -> Tensor:
    y = torch.conv2d(x, w, bias, [stride, stride], [padding, padding])
    d = torch.conv2d(x, a, None, [stride, stride], [padding, padding])
    return torch.add_(y, torch.conv2d(d, b), alpha=scale)
  def merge_lora(self: __torch__.Ops, w: Tensor, a: Tensor, b: Tensor, scale: float) -> Tensor:
    d = torch.mm(torch.flatten(b, 1), torch.flatten(a, 1))
    return torch.add_(w, torch.reshape(d, torch.size(w)), alpha=scale)
  def timestep_embedding(self: __torch__.Ops, t: Tensor, width: int) -> Tensor:
    half = width // 2
    i = torch.arange(half, dtype=6, layout=None, device=ops.prim.device(t))
    f = torch.exp(torch.div(torch.mul(i, -9.210340371976184), half))
    e = torch.mul(torch.unsqueeze(t, 1), torch.unsqueeze(f, 0))
    return torch.cat([torch.cos(e), torch.sin(e)], -1)
  def add_per_channel(self: __torch__.Ops, x: Tensor, v: Tensor) -> Tensor:
    return torch.add_(x, torch.unsqueeze(torch.unsqueeze(v, -1), -1))
  def add_into(self: __torch__.Ops, x: Tensor, y: Tensor) -> Tensor:
    return torch.add_(x, y)
  def concat_channels(self: __torch__.Ops, x: Tensor, y: Tensor) -> Tensor:
    return torch.cat([x, y], 1)
  def tokens(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.transpose(torch.flatten(x, 2), 1, 2)
  def add_tokens(self: __torch__.Ops, x: Tensor, tokens: Tensor) -> Tensor:
    return torch.add(x, torch.reshape(torch.transpose(tokens, 1, 2), torch.size(x)))
  def posterior_sample(self: __torch__.Ops, moments: Tensor, noise: Tensor) -> Tensor:
    mean, logvar = torch.chunk(moments, 2, 1)
    std = torch.exp(torch.mul(torch.clamp(logvar, -30., 20.), 0.5))
    return torch.add(mean, torch.mul(std, noise))
  def posterior_mean(self: __torch__.Ops, moments: Tensor) -> Tensor:
    mean, logvar = torch.chunk(moments, 2, 1)
    return torch.contiguous(mean)
  def posterior_kl(self: __torch__.Ops, moments: Tensor) -> Tensor:
    mean, logvar = torch.chunk(moments, 2, 1)
    l = torch.clamp(logvar, -30., 20.)
    terms = torch.sub(torch.sub(torch.add(torch.pow(mean, 2), torch.exp(l)), 1.), l)
    return torch.mul(torch.mean(terms), 0.5)
  def add_noise(self: __torch__.Ops, x: Tensor, noise: Tensor, a: Tensor, b: Tensor) -> Tensor:
    return torch.add(torch.mul(x, a), torch.mul(noise, b))
  def predict_original(self: __torch__.Ops, x: Tensor, epsilon: Tensor, a: float, b: float) -> Tensor:
    return torch.div(torch.sub(x, torch.mul(epsilon, b)), a)
  def upsample_nearest_to(self: __torch__.Ops, x: Tensor, height: int, width: int) -> Tensor:
    return torch.upsample_nearest2d(x, [height, width])
  def group_moments(self: __torch__.Ops, x: Tensor, groups: int, top: int, bottom: int, left: int, right: int) -> Tensor:
    rows = torch.slice(x, 2, top, bottom)
    part = torch.slice(rows, 3, left, right)
    part = torch.reshape(torch.transpose(part, 0, 1), [groups, -1])
    variance, mean = torch.var_mean(part, [1], False)
    return torch.stack([mean, variance])
  def affine(self: __torch__.Ops, x: Tensor, a: Tensor, b: Tensor) -> Tensor:
    return torch.add_(torch.mul(x, torch.reshape(a, [1, -1, 1, 1])), torch.reshape(b, [1, -1, 1, 1]))
  def affine_silu(self: __torch__.Ops, x: Tensor, a: Tensor, b: Tensor) -> Tensor:
    y = torch.add_(torch.mul(x, torch.reshape(a, [1, -1, 1, 1])), torch.reshape(b, [1, -1, 1, 1]))
    return torch.silu_(y)
