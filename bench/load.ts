export type Speed = { p50Ms: number; p99Ms: number; perSecond: number; calls: number };

const LEAST_CALLS = 100;
const MOST_TIMES_LONGER = 5;

/**
 * Repeats `call` with so many at once for `seconds`, and until there are enough calls for a 99th percentile (but
 * at most five times as long). A fifth more goes before, unmeasured, so that the server is warm.
 */
export async function measureLoad(call: () => Promise<void>, clients: number, seconds: number): Promise<Speed> {
  await repeat(call, clients, seconds / 5, 0);
  const began = performance.now();
  const times = await repeat(call, clients, seconds, LEAST_CALLS);
  const elapsed = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  return {
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    perSecond: times.length / elapsed,
    calls: times.length,
  };
}

async function repeat(call: () => Promise<void>, clients: number, seconds: number, least: number): Promise<number[]> {
  const times: number[] = [];
  const began = performance.now();
  const goesOn = () => {
    const elapsed = (performance.now() - began) / 1000;
    return elapsed < seconds || (times.length < least && elapsed < seconds * MOST_TIMES_LONGER);
  };
  const client = async () => {
    while (goesOn()) {
      const sent = performance.now();
      await call();
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return times;
}

/** Of sorted values: the smallest that at least this share of them does not exceed. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}
