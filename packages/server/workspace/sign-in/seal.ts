const encoder = new TextEncoder();

async function keyOf(secret: string): Promise<CryptoKey> {
  const bytes = await crypto.subtle.digest("SHA-256", encoder.encode(`seal ${secret}`));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

const encode = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const decode = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** Encrypts a text with the workspace's secret, so that who reads its row has nothing (AES-256-GCM). */
export async function seal(text: string, secret: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(secret), encoder.encode(text));
  return `${encode(iv)}.${encode(new Uint8Array(sealed))}`;
}

async function unseal(sealed: string, secret: string): Promise<string> {
  const [iv = "", bytes = ""] = sealed.split(".");
  const key = await keyOf(secret);
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: decode(iv) }, key, decode(bytes)));
}

type Known = { first: string; rotated: readonly { value: string }[] };

/** The secret that seals now. */
export const sealing = ({ first, rotated }: Known): string => rotated[0]?.value ?? first;

/** Opens what any of these has sealed; throws when none has. */
export async function unsealAny(sealed: string, { first, rotated }: Known): Promise<string> {
  for (const { value } of rotated) {
    const opened = await unseal(sealed, value).catch(() => null);
    if (opened !== null) return opened;
  }
  return unseal(sealed, first);
}
