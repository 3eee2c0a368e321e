import type { Change } from "#core/platform/change.ts";
import { defineEntity, withoutUndefined } from "./entity.ts";
import { newestFirst, paddedNumber, shardOf } from "./keys.ts";
import type { Item } from "./table.ts";

/** A change and where its row lies: in which partition, and whether the timeline of that partition shows it. */
export type ChangeRow = { change: Change; partition: string; onTimeline: boolean };

export const TIMELINE = "t#";
export const OFF_TIMELINE = "x#";

/** Rows wait for their sequence number in this many partitions of the `feed` index. */
export const FEED_SHARDS = 4;
const SEQ_BUCKET = 100_000;

export const feedShard = (shard: number) => `new#${shard}`;
export const feedBucket = (seq: number) => `seq#${Math.floor(seq / SEQ_BUCKET)}`;
/** The lowest number that lies in the same bucket. */
export const firstOfBucket = (seq: number) => Math.floor(seq / SEQ_BUCKET) * SEQ_BUCKET;
export const feedPosition = (seq: number) => ({ feedPk: feedBucket(seq), feedSk: paddedNumber(seq) });

export const changeRow = defineEntity<ChangeRow>({
  type: "change",
  key: ({ change, partition, onTimeline }) => ({
    pk: partition,
    sk: `${onTimeline ? TIMELINE : OFF_TIMELINE}${newestFirst(change.at)}#${change.id}`,
  }),
  indexes: {
    feed: ({ change }) => ({ pk: feedShard(shardOf(change.id, FEED_SHARDS)), sk: change.id }),
  },
  pack: ({ change }) => ({ data: withoutUndefined(change) }),
  unpack: (item) => ({ change: changeOf(item), partition: item.pk, onTimeline: item.sk.startsWith(TIMELINE) }),
});

/** The change as everybody may be told it: not from where it came. */
export function changeOf(item: Item): Change {
  const { from: _, ...change } = wholeChangeOf(item);
  return change;
}

/** The change with the address it came from: for those who audit. */
export function wholeChangeOf(item: Item): Change {
  const change = item.data as Change;
  return typeof item.seq === "number" ? { ...change, seq: item.seq } : change;
}
