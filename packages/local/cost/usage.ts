/** What happens in a month. */
export type Usage = {
  customers: number;
  users: number;
  mails: number;
  received: number;
  gigabytesOfFiles: number;
  profile: "lean" | "guarded";
  /** Years of the past that the table holds. */
  years: number;
};

/** How often each operation is done in a month. */
export type Counts = { readonly [operation: string]: number };

const WORKDAYS = 22;

/** A month of one active customer: a twentieth of them is new, and each is spoken with, changed and looked at so often. */
const PER_CUSTOMER = { create: 0.05, log: 2, update: 0.5, open: 3 };

/** A workday of one person: beside what customers cause, so many lists, searches and looks at what is new. */
const PER_WORKDAY = { list: 30, search: 25, look: 60 };

export const MINUTES_A_MONTH = 43_800;

/** The usual month of a company of this size. Said in words in docs/decisions/0022-what-it-costs.md. */
export function countsOf({ customers, users }: Usage): Counts {
  const counts: { [operation: string]: number } = { minute: MINUTES_A_MONTH };
  for (const [name, times] of Object.entries(PER_CUSTOMER)) counts[name] = times * customers;
  for (const [name, times] of Object.entries(PER_WORKDAY)) counts[name] = times * users * WORKDAYS;
  return counts;
}
