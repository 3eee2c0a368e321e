export type Speed = { p50Ms: number; p99Ms: number; perSecond: number; calls: number };

const LEAST_CALLS = 100;
const MOST_TIMES_LONGER = 5;
const ROUNDS = 3;

/**
 * Repeats `call` with so many at once for `seconds`, in three rounds of which the quietest counts: whatever else the
 * machine does can only make it look slower. A round goes on until there are a hundred calls (but at most five times
 * as long). Some go before, unmeasured, so that the server is warm.
 */
export async function measureLoad(call: () => Promise<void>, clients: number, seconds: number): Promise<Speed> {
  await repeat(call, clients, seconds / 5, 0);
  const rounds: Speed[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound(call, clients, seconds / ROUNDS));
  return rounds.reduce((best, one) => (one.p50Ms < best.p50Ms ? one : best));
}

async function measureRound(call: () => Promise<void>, clients: number, seconds: number): Promise<Speed> {
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
