package org.gdposr.activities.storage;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who works on which shard, how far, and how it ended. */
public final class Claims {
  private static final Pattern FENCE = Pattern.compile(".*/([0-9]+)\\.json");

  private final ObjectStore objects;
  private final JsonObjects records;

  public Claims(ObjectStore objects) {
    this.objects = objects;
    records = new JsonObjects(objects);
  }

  /**
   * Claims a shard with the fence after the newest. Of racing callers each gets a fence of its own.
   *
   * @param owner differs between processes
   */
  public Claim next(String stageKey, int generation, String shard, String owner) {
    int fence = newestFence(stageKey, generation, shard) + 1;
    while (true) {
      Claim claim = new Claim(stageKey, generation, shard, fence, owner);
      if (records.createOnce(StoreLayout.claim(claim), claim)) {
        return claim;
      }
      fence++;
    }
  }

  /** The claim that counts. */
  public Optional<Claim> newest(String stageKey, int generation, String shard) {
    int fence = newestFence(stageKey, generation, shard);
    // a claim's key needs no owner
    Claim key = new Claim(stageKey, generation, shard, fence, "");
    return fence == 0 ? Optional.empty() : records.find(StoreLayout.claim(key), Claim.class);
  }

  /** Whether nobody claimed the shard after this claim. */
  public boolean isNewest(Claim claim) {
    return newestFence(claim.stageKey(), claim.generation(), claim.shard()) == claim.fence();
  }

  public void writeExit(Claim claim, ShardExit exit) {
    records.put(StoreLayout.exit(claim), exit);
  }

  /** How the claim's process ended, if it has. */
  public Optional<ShardExit> exit(Claim claim) {
    return records.find(StoreLayout.exit(claim), ShardExit.class);
  }

  public void writeProgress(Claim claim, Progress progress) {
    records.put(StoreLayout.progress(claim), progress);
  }

  /** How far the claim's process was when it last said so. */
  public Optional<Progress> progress(Claim claim) {
    return records.find(StoreLayout.progress(claim), Progress.class);
  }

  private int newestFence(String stageKey, int generation, String shard) {
    int newest = 0;
    for (String key : objects.list(StoreLayout.claims(stageKey, generation, shard))) {
      Matcher matcher = FENCE.matcher(key);
      if (matcher.matches()) {
        newest = Math.max(newest, Integer.parseInt(matcher.group(1)));
      }
    }
    return newest;
  }
}
