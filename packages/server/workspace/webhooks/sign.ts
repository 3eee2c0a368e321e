const encoder = new TextEncoder();
const SECRET = "whsec_";

/** A secret as Standard Webhooks writes it: 32 random bytes in base64. */
export function newWebhookSecret(): string {
  return SECRET + btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
}

/**
 * The headers of a call after Standard Webhooks 1.0: `webhook-signature` has one signature per secret, so that a receiver may
 * change over from an old one.
 */
export async function signedHeaders(
  call: { id: string; at: string; body: string },
  secrets: readonly string[],
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(Date.parse(call.at) / 1000));
  const signed = `${call.id}.${timestamp}.${call.body}`;
  return {
    "content-type": "application/json",
    "user-agent": "Peyvand-Webhooks/1",
    "webhook-id": call.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": (await Promise.all(secrets.map((secret) => signatureOf(signed, secret)))).join(" "),
  };
}

async function signatureOf(text: string, secret: string): Promise<string> {
  const bytes = Uint8Array.from(atob(secret.slice(SECRET.length)), (letter) => letter.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, encoder.encode(text));
  return `v1,${btoa(String.fromCharCode(...new Uint8Array(signature)))}`;
}
