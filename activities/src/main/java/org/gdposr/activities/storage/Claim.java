package org.gdposr.activities.storage;

import org.gdposr.model.FiveDigits;

/**
 * The right to work on a shard, created once at {@code
 * claims/<stageKey>/<generation>/<shard>/<fence>.json}. A process whose fence is no longer the
 * newest publishes nothing.
 *
 * @param stageKey the stage key
 * @param generation of the manifest that the shard works for
 * @param shard the shard's name, {@link ShardTask#shard()}
 * @param fence counts processes of this shard, from 1
 * @param owner who claimed it: host, pid or pod, and a random part
 */
public record Claim(String stageKey, int generation, String shard, int fence, String owner) {
  /** Key prefix of everything about this claim. */
  public String path() {
    return stageKey + "/" + generation + "/" + shard + "/" + fence(fence);
  }

  /** The fence as it stands in keys: five digits, so that keys sort. */
  public static String fence(int fence) {
    return FiveDigits.of(fence);
  }
}
