import type { S3Client } from "@aws-sdk/client-s3";
import { CrmError } from "#core/platform/errors.ts";
import type { Files } from "#server/platform/files.ts";

/** S3 takes parts of five megabytes or more; one of them is held in memory. */
const PART_BYTES = 8 * 1024 * 1024;
const ADDRESS_SECONDS = 15 * 60;
const NAME = /^[a-zA-Z0-9_-]+(\/[a-zA-Z0-9_.-]+)*$/;

/** Files in the company's bucket. The SDK is loaded with the first of them: a cold start does not pay for it. */
export function createS3Files(bucket: string, { pathStyle = false } = {}): Files {
  let opened: Promise<{ s3: typeof import("@aws-sdk/client-s3"); client: S3Client }> | undefined;
  const open = () => {
    // Our own sums stand in place of the SDK's, which would make a browser compute them too.
    const settings = {
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
      ...(pathStyle && { forcePathStyle: true }),
    } as const;
    opened ??= import("@aws-sdk/client-s3").then((s3) => ({ s3, client: new s3.S3Client(settings) }));
    return opened;
  };
  const objectOf = (name: string) => {
    if (!NAME.test(name) || name.includes("..")) throw new Error(`Not a file name: ${name}`);
    return { Bucket: bucket, Key: name };
  };
  return {
    async write(name, bytes, maxBytes) {
      const object = objectOf(name);
      const { s3, client } = await open();
      const parts: { ETag: string | undefined; PartNumber: number }[] = [];
      let uploadId: string | undefined;
      let size = 0;
      const sendPart = async (body: Uint8Array) => {
        uploadId ??= (await client.send(new s3.CreateMultipartUploadCommand(object))).UploadId;
        const part = { ...object, UploadId: uploadId, PartNumber: parts.length + 1, Body: body };
        parts.push({ ETag: (await client.send(new s3.UploadPartCommand(part))).ETag, PartNumber: part.PartNumber });
      };
      try {
        let held: Uint8Array[] = [];
        let heldBytes = 0;
        for await (const chunk of bytes) {
          size += chunk.byteLength;
          if (size > maxBytes)
            throw new CrmError("limit", "upload.too_large", `A file may have at most ${maxBytes} bytes.`);
          held.push(chunk);
          heldBytes += chunk.byteLength;
          if (heldBytes < PART_BYTES) continue;
          await sendPart(Buffer.concat(held));
          held = [];
          heldBytes = 0;
        }
        const rest = Buffer.concat(held);
        if (uploadId === undefined) await client.send(new s3.PutObjectCommand({ ...object, Body: rest }));
        else {
          if (rest.length > 0) await sendPart(rest);
          const whole = { ...object, UploadId: uploadId, MultipartUpload: { Parts: parts } };
          await client.send(new s3.CompleteMultipartUploadCommand(whole));
        }
        return { bytes: size };
      } catch (error) {
        // What cannot be taken away now goes by the bucket's own rule in two days.
        if (uploadId !== undefined)
          await client.send(new s3.AbortMultipartUploadCommand({ ...object, UploadId: uploadId })).catch(() => {});
        throw error;
      }
    },

    async read(name, range) {
      const object = objectOf(name);
      if (range && range.to <= range.from) {
        const bytes = await sizeOf(object);
        return bytes === null ? null : { bytes, stream: nothing() };
      }
      const { s3, client } = await open();
      try {
        const Range = range && `bytes=${range.from}-${range.to - 1}`;
        const found = await client.send(new s3.GetObjectCommand({ ...object, Range }));
        const whole = Number(/\/(\d+)$/.exec(found.ContentRange ?? "")?.[1] ?? found.ContentLength);
        return { bytes: whole, stream: found.Body as unknown as AsyncIterable<Uint8Array> };
      } catch (error) {
        if (isMissing(error)) return null;
        // A range that begins after the end.
        if (statusOf(error) !== 416) throw error;
        const bytes = await sizeOf(object);
        return bytes === null ? null : { bytes, stream: nothing() };
      }
    },

    size: (name) => sizeOf(objectOf(name)),

    async list({ after, limit }) {
      const { s3, client } = await open();
      const listed = new s3.ListObjectsV2Command({
        Bucket: bucket,
        MaxKeys: limit,
        ...(after !== "" && { StartAfter: after }),
      });
      const { Contents = [] } = await client.send(listed);
      return Contents.map(({ Key, Size }) => ({ name: String(Key), bytes: Size ?? 0 }));
    },

    async remove(name) {
      const { s3, client } = await open();
      await client.send(new s3.DeleteObjectCommand(objectOf(name)));
    },

    async uploadAddress(name, bytes) {
      const { s3, client } = await open();
      const { getSignedUrl } = await import("@aws-sdk/s3-request-presigner");
      const put = new s3.PutObjectCommand({ ...objectOf(name), ContentLength: bytes });
      // The announced length is signed: S3 refuses more, and less.
      const signableHeaders = new Set(["content-length", "host"]);
      return getSignedUrl(client, put, { expiresIn: ADDRESS_SECONDS, signableHeaders });
    },

    async downloadAddress(name, { disposition, type }) {
      const { s3, client } = await open();
      const { getSignedUrl } = await import("@aws-sdk/s3-request-presigner");
      const get = new s3.GetObjectCommand({
        ...objectOf(name),
        ResponseContentType: type,
        ...(disposition !== undefined && { ResponseContentDisposition: disposition }),
      });
      return getSignedUrl(client, get, { expiresIn: ADDRESS_SECONDS });
    },
  };

  async function sizeOf(object: { Bucket: string; Key: string }): Promise<number | null> {
    const { s3, client } = await open();
    try {
      return (await client.send(new s3.HeadObjectCommand(object))).ContentLength ?? 0;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }
}

const statusOf = (error: unknown) =>
  (error as { $metadata?: { httpStatusCode?: number } } | null)?.$metadata?.httpStatusCode;
const isMissing = (error: unknown) => statusOf(error) === 404;

async function* nothing(): AsyncGenerator<Uint8Array> {}
