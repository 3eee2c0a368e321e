/** Bytes by name: uploads waiting for an import, refused rows, later attachments. */
export type Files = {
  /** Writes the whole stream, or nothing; refuses more than `maxBytes` with `limit` / `upload.too_large`. */
  write(name: string, bytes: AsyncIterable<Uint8Array>, maxBytes: number): Promise<{ bytes: number }>;
  /** Null when there is no such file. */
  read(name: string): Promise<{ bytes: number; stream: AsyncIterable<Uint8Array> } | null>;
  remove(name: string): Promise<void>;
};
