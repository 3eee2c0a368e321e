import * as z from "zod";
import { foldEmail } from "#core/platform/email.ts";
import { CrmError } from "#core/platform/errors.ts";
import { isTimeZone } from "#core/platform/text-shape.ts";

const flag = z.enum(["0", "1"]).transform((value) => value === "1");

const timeZone = z.string().refine(isTimeZone, "is not a time zone such as Asia/Tehran");

const environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "is not a port number such as 8787")
    .transform(Number)
    .pipe(z.number().max(65_535))
    .default(8787),
  HOST: z.string().min(1).default("127.0.0.1"),
  PEYVAND_DATA: z.string().min(1).default("./.data"),
  PEYVAND_ADMIN_EMAIL: z.email().optional(),
  PEYVAND_ADMIN_PASSWORD: z.string().min(10, "needs at least 10 characters").max(200).optional(),
  PEYVAND_DEMO: flag.optional(),
  PEYVAND_LOCALE: z.enum(["fa", "en"]).optional(),
  PEYVAND_TIME_ZONE: timeZone.optional(),
  PEYVAND_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, "is not a currency code such as IRR")
    .optional(),
  PEYVAND_URL: z.url({ protocol: /^https?$/, error: "is not an address such as https://crm.example.com" }).optional(),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "is not an address such as smtps://user:password@smtp.example.com" })
    .optional(),
  PEYVAND_MAIL_FROM: z.email({ error: "is not an email address" }).optional(),
  PEYVAND_MAIL_IN: z
    .string()
    .transform((text) => text.split(",").map((one) => one.trim()))
    .refine((all) => all.every((one) => foldEmail(one) !== null), "names addresses with commas between them")
    .optional(),
  PEYVAND_CALL_INSIDE: flag.optional(),
  /** Read by `user add`, and known here so that it may stand in the same environment. */
  PEYVAND_PASSWORD: z.string().optional(),
});

export type Config = {
  port: number;
  host: string;
  dataFolder: string;
  adminEmail?: string;
  adminPassword?: string;
  demo: boolean;
  locale: "fa" | "en";
  timeZone: string;
  region: string;
  currency: string;
  publicUrl?: string;
  /** Where mail goes; the mailbox on this machine unless said. */
  smtpUrl?: string;
  mailFrom?: string;
  /** Addresses whose mail is brought here: answers are asked to go to the first. */
  mailIn?: string[];
  callsInside: boolean;
};

/** Reads the settings of this process; an unknown or wrong one stops the start with one clear line. */
export function readConfig(variables: Record<string, string | undefined>, options: { demoByDefault: boolean }): Config {
  const unknown = Object.keys(variables).filter((name) => name.startsWith("PEYVAND_") && !(name in environment.shape));
  if (unknown.length > 0)
    throw wrong(`There is no setting ${unknown[0]}. Known: ${Object.keys(environment.shape).join(", ")}.`);
  const parsed = environment.safeParse(variables);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw wrong(`${String(issue?.path[0])}: ${issue?.message}.`);
  }
  const given = parsed.data;
  const locale = given.PEYVAND_LOCALE ?? "fa";
  const persian = locale === "fa";
  return {
    port: given.PORT,
    host: given.HOST,
    dataFolder: given.PEYVAND_DATA,
    adminEmail: given.PEYVAND_ADMIN_EMAIL,
    adminPassword: given.PEYVAND_ADMIN_PASSWORD,
    demo: given.PEYVAND_DEMO ?? options.demoByDefault,
    locale,
    timeZone: given.PEYVAND_TIME_ZONE ?? (persian ? "Asia/Tehran" : "UTC"),
    region: persian ? "IR" : "US",
    currency: given.PEYVAND_CURRENCY ?? (persian ? "IRR" : "USD"),
    publicUrl: given.PEYVAND_URL,
    smtpUrl: given.SMTP_URL,
    mailFrom: given.PEYVAND_MAIL_FROM,
    mailIn: given.PEYVAND_MAIL_IN,
    callsInside: given.PEYVAND_CALL_INSIDE ?? false,
  };
}

function wrong(message: string): CrmError {
  return new CrmError("invalid", "config.invalid", message);
}
