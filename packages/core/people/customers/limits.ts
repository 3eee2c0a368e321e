/** How many of each a customer has at most; letters for the notes. */
export const LIMITS = { phones: 20, emails: 20, addresses: 10, occasions: 20, tags: 30, notes: 10_000 } as const;
