import {
  MOST_TEMPLATES,
  type NewTemplate,
  type Template,
  type TemplatePatch,
  type TemplateText,
} from "#core/engagement/templates/index.ts";
import { type Customer, maskCustomer, type Profile } from "#core/people/customers/index.ts";
import { CrmError, invalid, notFound, versionConflict } from "#core/platform/errors.ts";
import { frameMail } from "#core/platform/mail-frame.ts";
import type { Verb } from "#core/platform/verbs.ts";
import { findCustomer, requireSeenProfile } from "#server/people/customers/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { mailLook } from "#server/platform/look.ts";
import { fillIn } from "./render.ts";
import { findTemplate, listStoredTemplates, writeOfNewTemplate, writeOfTemplate } from "./store.ts";

export async function listTemplates(ctx: Ctx): Promise<{ items: Template[] }> {
  const all = await listStoredTemplates(ctx.table, MOST_TEMPLATES * 2);
  const byName = new Intl.Collator(ctx.workspace.locale);
  return { items: all.filter(({ deletedAt }) => !deletedAt).sort((a, b) => byName.compare(a.name, b.name)) };
}

export async function getTemplate(ctx: Ctx, id: string): Promise<Template> {
  const template = await findTemplate(ctx.table, id);
  if (!template) throw notFound("template");
  return template;
}

export async function createTemplate(ctx: Ctx, input: NewTemplate): Promise<Template> {
  checkTexts(ctx, input);
  const present = await listStoredTemplates(ctx.table, MOST_TEMPLATES + 1);
  if (present.length > MOST_TEMPLATES)
    throw new CrmError("limit", "template.too_many", `There may be ${MOST_TEMPLATES} templates.`);
  const now = ctx.now();
  const template: Template = {
    ...input,
    id: ctx.newId("tpl"),
    version: 1,
    by: ctx.actor,
    createdAt: now,
    updatedAt: now,
  };
  await commit(ctx, {
    writes: [writeOfNewTemplate(template)],
    change: { ...about(template), verb: "template.created", fields: { name: { after: template.name } } },
  });
  return template;
}

export async function updateTemplate(ctx: Ctx, id: string, { version, ...patch }: TemplatePatch): Promise<Template> {
  const before = await present(ctx, id);
  if (before.version !== version) throw versionConflict("template", before);
  const named = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const after: Template = { ...before, ...named, updatedAt: ctx.now() };
  checkTexts(ctx, after);
  return write(ctx, before, after, "template.changed");
}

export async function deleteTemplate(ctx: Ctx, id: string): Promise<Template> {
  const before = await getTemplate(ctx, id);
  return before.deletedAt ? before : write(ctx, before, { ...before, deletedAt: ctx.now() }, "template.deleted");
}

export async function restoreTemplate(ctx: Ctx, id: string): Promise<Template> {
  const { deletedAt, ...before } = await getTemplate(ctx, id);
  return deletedAt ? write(ctx, { ...before, deletedAt }, before, "template.restored") : before;
}

async function write(ctx: Ctx, before: Template, after: Template, verb: Verb): Promise<Template> {
  const changed = (["name", "channel", "purpose", "texts"] as const).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  await commit(ctx, {
    writes: [writeOfTemplate(after, before.version)],
    change: {
      ...about(after),
      verb,
      fields: Object.fromEntries(changed.map((field) => [field, { before: before[field], after: after[field] }])),
    },
    refuse: () => versionConflict("template", null),
  });
  return { ...after, version: before.version + 1 };
}

const about = ({ id }: Template) => ({ entity: "template", entityId: id });

/** A template that was put away is named by what used it: then it says so, and loses nothing. */
async function present(ctx: Ctx, id: string): Promise<Template> {
  const template = await getTemplate(ctx, id);
  if (template.deletedAt)
    throw new CrmError(
      "conflict",
      "template.deleted",
      `The template «${template.name}» was deleted. Restore it, or choose another.`,
    );
  return template;
}

function checkTexts(ctx: Ctx, { channel, texts }: Pick<Template, "channel" | "texts">): void {
  const languages = (["fa", "en"] as const).filter((language) => texts[language]);
  if (languages.length === 0)
    throw invalid("template.no_text", "A template needs a text in at least one language.", [
      { path: "texts", code: "template.no_text" },
    ]);
  for (const language of languages) {
    const text = texts[language] as TemplateText;
    const path = `texts.${language}`;
    if (channel === "email" && !text.subject)
      throw invalid("template.no_subject", "An email needs a subject.", [
        { path: `${path}.subject`, code: "template.no_subject" },
      ]);
    const { problems } = fillIn(ctx, text, { channel, language, profile: null, links: exampleLinks(ctx) });
    const details = problems
      .filter(({ blocks }) => blocks)
      .map(({ path: where, code, message, line }) => ({ path: where.replace("text", path), code, message, line }));
    if (details[0]) throw invalid(details[0].code, details[0].message, details);
  }
}

/** It looks as it will, and leads to nobody's wishes: a test that is clicked ends nothing. */
const exampleLinks = (ctx: Ctx) => ({ unsubscribe: `${ctx.publicUrl()}/u/${"0".repeat(26)}.${"0".repeat(22)}` });

/** The words of a template for one customer: their language, the workspace's, or the one there is. */
export async function renderFor(
  ctx: Ctx,
  id: string,
  wanted: {
    channel: "email" | "sms";
    profile: Profile;
    language?: "fa" | "en" | undefined;
    links: { unsubscribe: string };
  },
) {
  const template = await present(ctx, id);
  if (template.channel !== wanted.channel)
    throw invalid("template.other_channel", "This template is of the other channel.", [
      { path: "templateId", code: "template.other_channel" },
    ]);
  const order = [wanted.language, wanted.profile.language, ctx.workspace.locale, "fa", "en"] as const;
  const language = order.find((one) => one && template.texts[one]) as "fa" | "en";
  const { said, problems } = fillIn(ctx, template.texts[language] as TemplateText, { ...wanted, language });
  const blocking = problems.find(({ blocks }) => blocks);
  if (!said || blocking)
    throw invalid(blocking?.code ?? "template.nothing", blocking?.message ?? "Nothing is left of this text.", [
      { path: "templateId", code: blocking?.code ?? "template.nothing" },
    ]);
  return { ...said, language };
}

type Draft = {
  channel: "email" | "sms";
  language: "fa" | "en";
  text: TemplateText;
  customerId?: string | undefined;
};

export async function previewTemplate(ctx: Ctx, { channel, language, text, customerId }: Draft) {
  const profile = customerId ? await profileFor(ctx, customerId) : null;
  const { said, problems } = fillIn(ctx, text, { channel, language, profile, links: exampleLinks(ctx) });
  return {
    subject: said?.subject ?? null,
    text: said?.text ?? "",
    html: said?.html === undefined ? null : frameMail({ locale: language, html: said.html, look: mailLook(ctx) }),
    language,
    problems,
  };
}

/** What a draft says to a customer, or to nobody yet; refused when it cannot be filled in. */
export async function filledDraft(ctx: Ctx, { channel, language, text, customerId }: Draft) {
  const profile = customerId ? await profileFor(ctx, customerId) : null;
  const { said, problems } = fillIn(ctx, text, { channel, language, profile, links: exampleLinks(ctx) });
  const blocking = problems.find(({ blocks }) => blocks);
  if (said && !blocking) return said;
  throw invalid(blocking?.code ?? "template.nothing", blocking?.message ?? "Nothing is left of this text.", [
    { path: blocking?.path ?? "text.body", code: blocking?.code ?? "template.nothing" },
  ]);
}

async function profileFor(ctx: Ctx, id: string): Promise<Profile> {
  const found = await findCustomer(ctx.table, id);
  if (!found) throw notFound("customer");
  await requireSeenProfile(ctx, found.profile);
  // What is shown, or sent to the one who asks, says no more than the customer's page.
  return maskCustomer(ctx.access.fields, found.profile as unknown as Customer) as unknown as Profile;
}
