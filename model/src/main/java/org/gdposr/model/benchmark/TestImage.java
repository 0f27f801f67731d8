package org.gdposr.model.benchmark;

import org.gdposr.model.degradation.LrImage;
import org.gdposr.model.degradation.LrItems;
import org.gdposr.model.image.PillowResize;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.source.HrCrops;
import org.gdposr.model.source.SourceImages;

/**
 * A held-out image as a test sees it.
 *
 * @param item key of its noise
 * @param name of the source image
 * @param lr the LR image in 8 bits
 * @param bicubic LR enlarged to HR size by Pillow's bicubic: what the networks get
 * @param hr the HR crop
 */
record TestImage(long item, String name, RgbImage lr, RgbImage bicubic, RgbImage hr) {
  static TestImage of(LrItems items, HrCrops crops, int index, SourceImages sources) {
    LrItems.Item item = items.item(index);
    LrImage planes = item.lr();
    RgbImage lr = RgbImage.ofPlanes(planes.planes(), planes.width(), planes.height());
    RgbImage hr = items.reference(crops, index);
    return new TestImage(
        index,
        sources.name(crops.indexOf(item.recipe().sourceSha256())),
        lr,
        PillowResize.bicubic(lr, hr.width(), hr.height()),
        hr);
  }
}
