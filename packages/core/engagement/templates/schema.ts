import * as z from "zod";
import { actorShape } from "../../platform/change.ts";
import { idShape } from "../../platform/ids.ts";
import { line } from "../../platform/text-shape.ts";

export const TEMPLATE_CHANNELS = ["email", "sms"] as const;
export const TEMPLATE_PURPOSES = ["transactional", "marketing"] as const;
export const MAX_BODY = 20_000;
export const MOST_TEMPLATES = 500;

/** One language of a template: Liquid, with `**bold**`, `# heading` and `[label](https://…)` in its body. */
export const templateTextShape = z.strictObject({
  subject: z.string().trim().max(300).optional(),
  body: z.string().trim().min(1).max(MAX_BODY),
});
export type TemplateText = z.output<typeof templateTextShape>;

const textsShape = z.strictObject({ fa: templateTextShape.optional(), en: templateTextShape.optional() });

const content = {
  name: line(100),
  channel: z.enum(TEMPLATE_CHANNELS),
  purpose: z.enum(TEMPLATE_PURPOSES),
  texts: textsShape,
};

/** A text of an email or short message with personal fields, in one or both languages. */
export const templateShape = z
  .strictObject({
    id: idShape("tpl"),
    version: z.number().int(),
    ...content,
    by: actorShape,
    createdAt: z.string(),
    updatedAt: z.string(),
    deletedAt: z.string().optional(),
  })
  .meta({ id: "Template" });
export type Template = z.output<typeof templateShape>;

export const newTemplateShape = z.strictObject(content).meta({ id: "NewTemplate" });
export type NewTemplate = z.output<typeof newTemplateShape>;

export const templatePatchShape = z
  .strictObject({ version: z.number().int().min(1), ...z.object(content).partial().shape })
  .meta({ id: "TemplatePatch" });
export type TemplatePatch = z.output<typeof templatePatchShape>;

/** What of a text is wrong, or looks so. Only those with `blocks` keep it from being saved. */
export const problemShape = z.strictObject({
  path: z.string(),
  code: z.enum(["template.syntax", "template.too_heavy", "template.unknown_field", "template.nothing"]),
  message: z.string(),
  line: z.number().int().optional(),
  blocks: z.boolean(),
});
export type TemplateProblem = z.output<typeof problemShape>;

export const previewShape = z.strictObject({
  subject: z.string().nullable(),
  text: z.string(),
  /** A whole document, to be shown in a frame that runs nothing. */
  html: z.string().nullable(),
  language: z.enum(["fa", "en"]),
  problems: z.array(problemShape),
});
