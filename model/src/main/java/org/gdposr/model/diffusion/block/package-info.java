/**
 * Building blocks of networks; those that only the UNet and the autoencoder have bear diffusers'
 * names. Each method that computes frees what it made but its result; under gradients the engine
 * keeps what it needs.
 */
@NullMarked
package org.gdposr.model.diffusion.block;

import org.jspecify.annotations.NullMarked;
