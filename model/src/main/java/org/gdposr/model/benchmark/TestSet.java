package org.gdposr.model.benchmark;

import org.gdposr.model.DataException;
import org.gdposr.model.Stage;
import org.gdposr.model.StageInputs;
import org.gdposr.model.degradation.LrItems;
import org.gdposr.model.degradation.Split;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.image.PillowResize;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.source.BenchmarkImages;
import org.gdposr.model.source.HrCrops;

/** The images of a benchmark, by number. */
interface TestSet {
  /** The image of this number. */
  TestImage image(int index);

  /** A set by its name. */
  static TestSet of(String name, StageInputs inputs) {
    if (!name.equals(BenchmarkSet.HELD_OUT)) {
      return new Folders(name, inputs.benchmark(name));
    }
    HrCrops crops = new HrCrops(inputs.sources());
    LrItems items = new LrItems(inputs.of(Stage.DEGRADATION), Split.HELD_OUT);
    return index -> TestImage.of(items, crops, index, inputs.sources());
  }

  /** Images of two folders, in the order of names. */
  record Folders(String name, BenchmarkImages images) implements TestSet {
    /** Apart from the held-out images, whose keys are their numbers. */
    private static final long OTHER_SETS = 1L << 39;

    private static final int INDEX_BITS = 20;
    private static final int NAME_MASK = (1 << 19) - 1;

    @Override
    public TestImage image(int index) {
      RgbImage lr = ImageFiles.read(images.lr().path(index));
      RgbImage hr = ImageFiles.read(images.hr().path(index));
      if (hr.width() % lr.width() != 0
          || hr.width() / lr.width() != hr.height() / lr.height()
          || hr.height() % lr.height() != 0) {
        throw new DataException(
            name
                + ": "
                + images.lr().name(index)
                + " is "
                + lr
                + " (expected: a whole fraction of its HR image, "
                + hr
                + ")");
      }
      return new TestImage(
          item(index),
          images.hr().name(index),
          lr,
          PillowResize.bicubic(lr, hr.width(), hr.height()),
          hr);
    }

    /** Its noise's key: of the set's name, so that it doesn't depend on other sets. */
    private long item(int index) {
      return OTHER_SETS | (long) (name.hashCode() & NAME_MASK) << INDEX_BITS | index;
    }
  }
}
