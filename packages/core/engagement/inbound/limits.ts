/** A mail may have so many bytes, attachments included; of a larger one that a bucket holds, the beginning is read. */
export const MAX_MAIL_BYTES = 25 * 1024 * 1024;
