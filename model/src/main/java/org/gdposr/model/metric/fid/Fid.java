package org.gdposr.model.metric.fid;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import org.gdposr.model.DataException;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.TensorSource;
import org.gdposr.model.weights.TorchFile;

/**
 * Fréchet inception distance (Heusel et al. 2017) between two sets of images: of the 2048 features
 * of Inception v3, fitted by a normal distribution each. 0 for equal sets; lower is better. It
 * falls with the number of images, so sets of different sizes don't compare.
 */
public final class Fid {
  /** The official weights, TensorFlow's as pytorch-fid converted them. */
  public static final String FILE = "pt_inception-2015-12-05-6726825d.pth";

  /** Features of an image. */
  public static final int FEATURES = InceptionV3.FEATURES;

  private final NDManager manager;
  private final InceptionV3 network;
  private final FidResize resize;

  private Fid(NDManager manager, InceptionV3 network, FidResize resize) {
    this.manager = manager;
    this.network = network;
    this.resize = resize;
  }

  /**
   * @param manager owns the weights and the features
   * @param source in the layout of {@link #FILE}
   * @throws DataException naming the file and what doesn't fit
   */
  public static Fid of(NDManager manager, TensorSource source, FidResize resize) {
    return new Fid(manager, InceptionV3.load(manager, source), resize);
  }

  /** Of the official file in a folder; {@link FidResize#CLEAN} is pyiqa's default. */
  public static Fid load(NDManager manager, Path folder, FidResize resize) {
    return of(manager, TorchFile.open(folder.resolve(FILE)).stateDict(), resize);
  }

  /**
   * Whether a file holds what the metric takes; reads no values and needs no engine.
   *
   * @return the file's tensors
   * @throws DataException naming the file and all that doesn't fit
   */
  public static TensorSource check(Path file) {
    TensorSource source = TorchFile.open(file).stateDict();
    InceptionV3.check(source);
    return source;
  }

  /**
   * Features of images of any sizes, in one forward: (N,2048), to be closed by the caller.
   *
   * @param images at least one; about 20 MB each while the network runs
   */
  public NDArray features(List<RgbImage> images) {
    return Torch.scoped(() -> network.forward(resize.network(manager, images)));
  }

  /** An empty set, for {@link #features} to be added to. */
  public FeatureMoments moments() {
    return new FeatureMoments(manager, FEATURES);
  }
}
