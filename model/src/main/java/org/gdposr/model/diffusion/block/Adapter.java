package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;

/**
 * The low-rank part of one layer: W + scale·B·A.
 *
 * @param a (r,in) for a linear layer, (r,in,k,k) for a convolution
 * @param b (out,r) or (out,r,1,1)
 * @param scale alpha / rank
 */
public record Adapter(NDArray a, NDArray b, double scale) {}
