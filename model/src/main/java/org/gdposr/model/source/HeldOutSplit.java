package org.gdposr.model.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.gdposr.model.DataException;

/**
 * Which source images train and which are held out. The smallest content hashes are held out: the
 * choice depends on nothing but the images, and adding one moves at most one other.
 *
 * @param training indices of training images, in source order
 * @param heldOut indices of held-out images, in source order
 */
public record HeldOutSplit(List<Integer> training, List<Integer> heldOut) {
  public HeldOutSplit {
    training = List.copyOf(training);
    heldOut = List.copyOf(heldOut);
  }

  /**
   * @throws DataException unless there are more images than are held out
   */
  public static HeldOutSplit of(SourceImages images, int heldOut) {
    if (images.size() <= heldOut) {
      throw new DataException(
          "data.images: "
              + images.size()
              + " usable images (expected: more than data.heldOut = "
              + heldOut
              + "; add images or lower it)");
    }
    List<Integer> byHash = new ArrayList<>(IntStream.range(0, images.size()).boxed().toList());
    byHash.sort(Comparator.comparing(images::sha256));
    return new HeldOutSplit(
        byHash.subList(heldOut, byHash.size()).stream().sorted().toList(),
        byHash.subList(0, heldOut).stream().sorted().toList());
  }
}
