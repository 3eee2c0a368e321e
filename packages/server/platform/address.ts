/** What the runtimes hand along with a request: Node's socket, or what API Gateway says of it. */
type Surroundings = {
  incoming?: { socket?: { remoteAddress?: string } };
  requestContext?: { http?: { sourceIp?: string } };
};

/**
 * Where a request came from. A proxy on the same machine is believed about the last address it adds; what others claim to
 * forward for is not.
 */
export function addressOf(env: unknown, headers: Headers): string | null {
  const { incoming, requestContext } = (env ?? {}) as Surroundings;
  // Our CloudFront writes it over whatever the browser sent.
  const viewer = requestContext && headers.get("x-peyvand-viewer");
  if (viewer && /^[\da-f.:]{3,45}$/i.test(viewer)) return viewer;
  const peer = requestContext?.http?.sourceIp ?? incoming?.socket?.remoteAddress ?? null;
  if (incoming === undefined || peer === null || !/^(::ffff:)?127\.|^::1$/.test(peer)) return plain(peer);
  const forwarded = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return plain(forwarded && /^[\da-f.:]{3,45}$/i.test(forwarded) ? forwarded : peer);
}

function plain(address: string | null): string | null {
  return address?.replace(/^::ffff:(?=\d+\.)/i, "") ?? null;
}
