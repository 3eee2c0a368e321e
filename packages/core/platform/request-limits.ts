/** Requests a minute. A key may be given less; without credentials, or with wrong ones, the address is counted. */
export const REQUESTS_A_MINUTE = { key: 120_000, person: 12_000, address: 600 } as const;
