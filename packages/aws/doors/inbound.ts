import { MAX_MAIL_BYTES } from "#core/engagement/inbound/limits.ts";
import { CrmError } from "#core/platform/errors.ts";
import { receiveMail } from "#server/app.ts";
import { createAwsPlatform } from "../platform/aws-platform.ts";
import { objectsIn, type StoredObject } from "../platform/s3-event.ts";
import { createS3Files } from "../platform/s3-files.ts";

const { platform, environment, context, settled } = createAwsPlatform();

/** Mail that SES laid into the bucket → the timeline. A replayed event changes nothing; what fails for now comes again. */
export async function handler(event: unknown): Promise<{ [key: string]: string }> {
  const outcomes: { [key: string]: string } = {};
  for (const object of objectsIn(event)) outcomes[object.key] = await take(object);
  await settled();
  return outcomes;
}

async function take({ bucket, key }: StoredObject): Promise<string> {
  const files = createS3Files(bucket, { pathStyle: environment.pathStyle });
  const found = await files.read(key, { from: 0, to: MAX_MAIL_BYTES });
  if (!found) return "gone";
  const chunks: Uint8Array[] = [];
  for await (const chunk of found.stream) chunks.push(chunk);
  try {
    const isCut = found.bytes > MAX_MAIL_BYTES;
    return (await receiveMail(await context(), Buffer.concat(chunks), { isCut })).outcome;
  } catch (error) {
    if (!(error instanceof CrmError) || error.kind !== "invalid") throw error;
    // It would be no better the next time; whoever looks into the log finds it in the bucket.
    platform.log.error("mail.unreadable", error, { key });
    return error.code;
  }
}
