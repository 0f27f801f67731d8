  def weighted_error_difference(self: __torch__.Ops, policy: Tensor, reference: Tensor, noise: Tensor, advantages: Tensor) -> Tensor:
    product = torch.mul(torch.sub(policy, reference), torch.sub(torch.add(policy, reference), torch.mul(noise, 2.)))
    differences = torch.mean(product, [1, 2, 3])
    return torch.sum(torch.mul(advantages, differences))
  def loss(self: __torch__.Ops, difference: Tensor, weight: float) -> Tensor:
    return torch.softplus(torch.mul(difference, 0.5 * weight))
