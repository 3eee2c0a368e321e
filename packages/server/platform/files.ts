/** Bytes by name: uploads waiting for an import, refused rows, later attachments. */
export type Files = {
  /** Writes the whole stream, or nothing; refuses more than `maxBytes` with `limit` / `upload.too_large`. */
  write(name: string, bytes: AsyncIterable<Uint8Array>, maxBytes: number): Promise<{ bytes: number }>;
  /** The whole file, or its bytes from `from` up to but not including `to`; `bytes` is the whole file's. Null when there is no such file. */
  read(
    name: string,
    range?: { from: number; to: number },
  ): Promise<{ bytes: number; stream: AsyncIterable<Uint8Array> } | null>;
  /** In bytes; null when there is no such file. */
  size(name: string): Promise<number | null>;
  /** The names of all files, in their order, after one of them. For exports of the whole workspace alone. */
  list(options: { after: string; limit: number }): Promise<{ name: string; bytes: number }[]>;
  remove(name: string): Promise<void>;
  /** An address at which exactly so many bytes can be put for some minutes; missing where the server takes them itself. */
  uploadAddress?(name: string, bytes: number): Promise<string>;
  /** An address at which the file can be had for some minutes; missing where the server hands it out itself. */
  downloadAddress?(name: string, as: { type: string; disposition?: string }): Promise<string>;
};
