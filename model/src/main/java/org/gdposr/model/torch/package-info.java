/**
 * The only package that touches the engine: the op library, autograd, threads and memory scopes.
 *
 * <p>Tensors are DJL {@link ai.djl.ndarray.NDArray}s on the PyTorch engine. Every function returns
 * a new tensor attached to the manager of its first argument.
 */
@NullMarked
package org.gdposr.model.torch;

import org.jspecify.annotations.NullMarked;
