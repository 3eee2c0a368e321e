import type { TemplateProblem, TemplateText } from "#core/engagement/templates/index.ts";
import type { Profile } from "#core/people/customers/index.ts";
import { localTime } from "#core/platform/calendar.ts";
import { type CustomField, labelOf } from "#core/platform/custom-fields/definition.ts";
import { formatPhone } from "#core/platform/phone.ts";
import type { Ctx } from "#server/platform/context.ts";
import { fieldsAsked, renderLiquid } from "./liquid.ts";
import { htmlOf, plainOf } from "./markup.ts";

export type Said = { subject?: string; text: string; html?: string };
type Links = { unsubscribe: string };

const OF_CUSTOMER = [
  "name",
  "givenName",
  "familyName",
  "code",
  "city",
  "email",
  "phone",
  "birthOn",
  "tags",
  "lifecycleStage",
] as const;

/** Fields of a customer, the workspace and whoever sends it, as a text may ask for them. */
export function scopeOf(ctx: Ctx, profile: Profile | null, links: Links, language: "fa" | "en") {
  const shown = sayable(ctx.fields);
  const custom = Object.fromEntries(shown.map((field) => [field.key, customValue(field, profile, language)]));
  const customer = profile && {
    name: profile.name,
    givenName: profile.givenName ?? "",
    familyName: profile.familyName ?? "",
    code: profile.code ?? "",
    city: profile.addresses.find(({ city }) => city)?.city ?? "",
    email: profile.emails[0]?.address ?? "",
    phone: profile.phones[0] ? phoneSaid(profile.phones[0].number, language) : "",
    birthOn: profile.birthOn ?? "",
    tags: profile.tags,
    lifecycleStage: profile.lifecycleStage,
    custom,
  };
  return {
    customer: customer ?? { custom: {} },
    company: { name: ctx.workspace.name },
    sender: { name: ctx.actor.name },
    today: localTime(ctx.now(), profile?.timeZone ?? ctx.workspace.timeZone).on,
    unsubscribe: links.unsubscribe,
  };
}

/** Those of which a text can say something: a link is the id of another customer, which tells nobody anything. */
function sayable(fields: readonly CustomField[]): CustomField[] {
  return fields.filter(({ retiredAt, type }) => !retiredAt && type !== "customer");
}

/** As it is dialled at home; the mark keeps the plus of any other on the left in a right-to-left text. */
function phoneSaid(number: string, language: "fa" | "en"): string {
  if (language === "en") return number;
  return number.startsWith("+98") ? formatPhone(number).replaceAll(" ", "") : `\u200e${number}`;
}

function customValue(field: CustomField, profile: Profile | null, language: "fa" | "en"): unknown {
  const value = profile?.custom[field.key];
  if (value === undefined || value === null) return "";
  const label = (key: unknown) => {
    const choice = field.choices?.find((one) => one.value === key);
    return choice ? labelOf(choice.label, language) || String(key) : String(key);
  };
  if (field.type === "choice") return label(value);
  if (field.type === "manyChoice" && Array.isArray(value)) return value.map(label);
  return value;
}

/** Fills in a text. What is wrong keeps it from being sent; a field that nobody knows is said, and stands empty. */
export function fillIn(
  ctx: Ctx,
  { subject, body }: TemplateText,
  about: { channel: "email" | "sms"; language: "fa" | "en"; profile: Profile | null; links: Links },
): { said: Said | null; problems: TemplateProblem[] } {
  const { channel, language, profile, links } = about;
  const scope = scopeOf(ctx, profile, links, language);
  const settings = { language, timeZone: profile?.timeZone ?? ctx.workspace.timeZone };
  const problems: TemplateProblem[] = unknownFields(ctx, subject, body);
  const render = (path: string, text: string) => {
    const rendered = renderLiquid(text, scope, settings);
    if ("text" in rendered) return rendered.text;
    problems.push({ path, ...rendered.problem, blocks: true });
    return null;
  };
  const filled = render("text.body", body);
  const heading = channel === "email" && subject !== undefined ? render("text.subject", subject) : "";
  if (filled === null || heading === null) return { said: null, problems };
  const text = plainOf(filled);
  if (text === "" && profile)
    problems.push({
      path: "text.body",
      code: "template.nothing",
      message: "Nothing is left of this text.",
      blocks: true,
    });
  if (channel === "sms") return { said: { text }, problems };
  return {
    said: { subject: plainOf(heading).replaceAll(/\s+/g, " ").slice(0, 300), text, html: htmlOf(filled) },
    problems,
  };
}

function unknownFields(ctx: Ctx, subject: string | undefined, body: string): TemplateProblem[] {
  const custom = sayable(ctx.fields).map(({ key }) => `customer.custom.${key}`);
  const known = new Set([
    ...OF_CUSTOMER.map((name) => `customer.${name}`),
    ...custom,
    "company.name",
    "sender.name",
    "today",
    "unsubscribe",
  ]);
  const problems: TemplateProblem[] = [];
  for (const [path, text] of [
    ["text.subject", subject ?? ""],
    ["text.body", body],
  ] as const) {
    const unknown = new Set(
      (fieldsAsked(text) ?? []).map((parts) => parts.join(".")).filter((name) => !known.has(name)),
    );
    for (const name of [...unknown].slice(0, 20))
      problems.push({ path, code: "template.unknown_field", message: name.slice(0, 100), blocks: false });
  }
  return problems;
}
