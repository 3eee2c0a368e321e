import { has, WrongEvent } from "./wrong-event.ts";

export type StoredObject = { bucket: string; key: string };

/** What SES writes once, to see whether it may. */
const TRIAL = /(^|\/)AMAZON_SES_SETUP_NOTIFICATION$/;

/** Which objects came, told by EventBridge or by the bucket itself; throws `WrongEvent` for anything else. */
export function objectsIn(event: unknown): StoredObject[] {
  const objects = has(event, "Records") && Array.isArray(event.Records) ? ofBucket(event) : ofBus(event);
  return objects.filter(({ key }) => !TRIAL.test(key));
}

type Part = { bucket?: { name?: unknown }; object?: { key?: unknown } } | undefined;

function ofBus(event: unknown): StoredObject[] {
  const { source, detail } = (event ?? {}) as { source?: unknown; detail?: Part };
  const object = source === "aws.s3" ? objectOf(detail) : null;
  if (!object) throw new WrongEvent("S3's events of new objects", event);
  return [object];
}

function ofBucket(event: { Records: unknown }): StoredObject[] {
  return (event.Records as { eventSource?: unknown; s3?: Part }[]).map((record) => {
    const object = record?.eventSource === "aws:s3" ? objectOf(record.s3) : null;
    if (!object) throw new WrongEvent("S3's events of new objects", record);
    // The bucket's own events have names as addresses have them.
    return { ...object, key: decodeURIComponent(object.key.replaceAll("+", " ")) };
  });
}

function objectOf(part: Part): StoredObject | null {
  const { name: bucket } = part?.bucket ?? {};
  const { key } = part?.object ?? {};
  return typeof bucket === "string" && typeof key === "string" ? { bucket, key } : null;
}
