import { type Counts, countsOf, MINUTES_A_MONTH, type Usage } from "./usage.ts";

type Used = { readUnits: number; writeUnits: number; requests: number; changes: number };
/** What the bench measured: `bill` in bench/results.json. */
export type Measured = {
  operations: { readonly [operation: string]: Used };
  storedBytes: { customer: number; interaction: number };
};

/** infra/prices.json. */
export type Prices = {
  asOf: string;
  region: string;
  dynamodb: { millionReadUnits: number; millionWriteUnits: number; gbMonth: number; pointInTimeGbMonth: number };
  lambda: { millionInvocations: number; gbSecondArm: number };
  httpApi: { millionRequests: number };
  cloudFront: { millionRequests: number; millionFunctionCalls: number; gbOut: number };
  eventBridge: { millionEvents: number };
  scheduler: { millionCalls: number };
  s3: { gbMonth: number; millionPuts: number; millionGets: number };
  cloudWatch: { alarmMonth: number; logGb: number; logGbMonth: number; dashboardMonth: number };
  ses: { thousandMails: number; thousandReceived: number; thousandReceivedChunks: number };
  guarded: { keyMonth: number; firewallMonth: number; firewallRuleMonth: number; firewallMillionRequests: number };
};

export type Line = { name: string; dollars: number };
export type Bill = { lines: Line[]; total: number };

const MILLION = 1e6;
const GB = 1e9;

/**
 * What cannot be measured without an account. Milliseconds of a warm function, from the bench's own times with a round trip of the
 * table put in; cold starts are a hundredth of calls and cost a second. Bytes of log and of answers are rounded up.
 */
export const ASSUMED = {
  apiMs: 45,
  apiGb: 1,
  streamMs: 120,
  streamGb: 0.5,
  minuteMs: 35,
  minuteGb: 0.5,
  coldShare: 0.01,
  coldMs: 1000,
  logBytesPerCall: 400,
  answerBytes: 9_000,
  /** The dashboard's own files: a person's browser asks for them some times a week. */
  pagesPerUser: 600,
  /** Of a mail received: chunks of 256 KB that SES counts, and milliseconds of reading it. */
  chunksPerMail: 2,
  receiveMs: 400,
} as const;

/** The month's bill, line by line, without free tiers. */
export function billOf(usage: Usage, measured: Measured, prices: Prices): Bill {
  const counts = countsOf(usage);
  const sum = (of: (used: Used) => number) => total(counts, measured, of);
  const requests = sum((used) => used.requests);
  const changes = sum((used) => used.changes);
  const seconds = (calls: number, ms: number) =>
    (calls * (ms * (1 - ASSUMED.coldShare) + ASSUMED.coldMs * ASSUMED.coldShare)) / 1000;
  const gbSeconds =
    seconds(requests, ASSUMED.apiMs) * ASSUMED.apiGb +
    seconds(changes, ASSUMED.streamMs) * ASSUMED.streamGb +
    seconds(MINUTES_A_MONTH, ASSUMED.minuteMs) * ASSUMED.minuteGb;
  const calls = requests + changes + MINUTES_A_MONTH;
  const pages = usage.users * ASSUMED.pagesPerUser;
  const storedGb = storedBytes(usage, measured) / GB;
  const outGb = ((requests + pages) * ASSUMED.answerBytes) / GB;
  const logGb = (calls * ASSUMED.logBytesPerCall) / GB;
  const lines: Line[] = [
    {
      name: "table: read units",
      dollars: (sum((used) => used.readUnits) / MILLION) * prices.dynamodb.millionReadUnits,
    },
    {
      name: "table: write units",
      dollars: (sum((used) => used.writeUnits) / MILLION) * prices.dynamodb.millionWriteUnits,
    },
    { name: "table: storage", dollars: storedGb * prices.dynamodb.gbMonth },
    { name: "table: restorable to any second", dollars: storedGb * prices.dynamodb.pointInTimeGbMonth },
    { name: "functions: calls", dollars: (calls / MILLION) * prices.lambda.millionInvocations },
    { name: "functions: time", dollars: gbSeconds * prices.lambda.gbSecondArm },
    { name: "API: requests", dollars: (requests / MILLION) * prices.httpApi.millionRequests },
    {
      name: "CloudFront: requests",
      dollars:
        ((requests + pages) * prices.cloudFront.millionRequests + pages * prices.cloudFront.millionFunctionCalls) /
        MILLION,
    },
    { name: "CloudFront: bytes", dollars: outGb * prices.cloudFront.gbOut },
    { name: "events to the bus", dollars: (changes / MILLION) * prices.eventBridge.millionEvents },
    { name: "the minute's schedule", dollars: (MINUTES_A_MONTH / MILLION) * prices.scheduler.millionCalls },
    { name: "files", dollars: usage.gigabytesOfFiles * prices.s3.gbMonth + (pages / MILLION) * prices.s3.millionGets },
    { name: "logs", dollars: logGb * (prices.cloudWatch.logGb + prices.cloudWatch.logGbMonth) },
    { name: "three alarms", dollars: 3 * prices.cloudWatch.alarmMonth },
  ];
  if (usage.mails > 0) lines.push({ name: "mail", dollars: (usage.mails / 1000) * prices.ses.thousandMails });
  if (usage.received > 0) lines.push({ name: "mail received", dollars: receivedDollars(usage.received, prices) });
  if (usage.profile === "guarded") lines.push(...guardedLines(requests, prices));
  return { lines, total: lines.reduce((all, { dollars }) => all + dollars, 0) };
}

/** A mail is a chunk of 256 KB or two; it lies in the bucket for a month, as large as it may be. */
function receivedDollars(count: number, { ses, s3, lambda }: Prices): number {
  const chunks = ASSUMED.chunksPerMail;
  const taking = ses.thousandReceived + chunks * ses.thousandReceivedChunks;
  const laidDown = (s3.millionPuts + s3.millionGets + lambda.millionInvocations) / 1000;
  const stored = ((chunks * 262_144) / GB) * s3.gbMonth * 1000;
  const read = (ASSUMED.receiveMs / 1000) * ASSUMED.apiGb * lambda.gbSecondArm * 1000;
  return (count / 1000) * (taking + laidDown + stored + read);
}

function guardedLines(requests: number, { guarded, cloudWatch }: Prices): Line[] {
  const { keyMonth, firewallMonth, firewallRuleMonth, firewallMillionRequests } = guarded;
  return [
    { name: "own key", dollars: keyMonth },
    {
      name: "firewall",
      dollars: firewallMonth + 2 * firewallRuleMonth + (requests / MILLION) * firewallMillionRequests,
    },
    { name: "dashboard", dollars: cloudWatch.dashboardMonth },
  ];
}

function total(counts: Counts, { operations }: Measured, of: (used: Used) => number): number {
  return Object.entries(counts).reduce((all, [name, times]) => {
    const used = operations[name];
    if (!used) throw new Error(`The bench has not measured «${name}». Run: npm run bench -- --only bill`);
    return all + times * of(used);
  }, 0);
}

function storedBytes(usage: Usage, { storedBytes: { customer, interaction } }: Measured): number {
  const interactions = (countsOf(usage).log ?? 0) * 12 * usage.years;
  return usage.customers * customer + interactions * interaction;
}
