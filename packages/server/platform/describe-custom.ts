import { type CustomField, fieldsInUse, labelOf, RECORD_KINDS } from "#core/platform/custom-fields/definition.ts";

type Schema = { [name: string]: unknown };
type Document = { components?: { schemas?: Record<string, { properties?: Record<string, Schema> }> } };

/** How a room names the shapes of its kind of record: as it is, new, as a patch, on a card. */
const SHAPES = {
  customer: { whole: "Customer", created: "NewCustomer", patch: "CustomerPatch", card: "CustomerCard" },
} as const;

/** The OpenAPI document with the custom fields of this workspace: typed properties under `custom`. */
export function describeCustom(document: string, fields: readonly CustomField[]): string {
  if (!fields.some(({ retiredAt }) => retiredAt === undefined)) return document;
  const parsed = JSON.parse(document) as Document;
  const schemas = parsed.components?.schemas ?? {};
  for (const kind of RECORD_KINDS) {
    const own = fieldsInUse(fields, kind);
    const required = own.filter((field) => field.required && field.default === undefined).map(({ key }) => key);
    const { whole, created, patch, card } = SHAPES[kind];
    set(schemas, whole, own.map(propertyOf), []);
    set(schemas, created, own.map(propertyOf), required);
    set(
      schemas,
      patch,
      own.map((field) => nullable(propertyOf(field), field.required)),
      [],
    );
    set(schemas, card, own.filter(({ inLists }) => inLists).map(propertyOf), []);
  }
  return JSON.stringify(parsed);
}

type Property = readonly [key: string, schema: Schema];

function set(
  schemas: NonNullable<NonNullable<Document["components"]>["schemas"]>,
  name: string,
  properties: readonly Property[],
  required: string[],
): void {
  const shape = schemas[name];
  if (!shape?.properties?.custom) return;
  shape.properties.custom = {
    type: "object",
    description: "The fields that this workspace has added.",
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function propertyOf(field: CustomField): Property {
  const { fa, en } = field.label;
  const title = labelOf(field.label, "en");
  const description = [fa !== title && fa, field.help && labelOf(field.help, en ? "en" : "fa")]
    .filter(Boolean)
    .join(". ");
  return [
    field.key,
    {
      ...typeOf(field),
      title,
      ...(description && { description }),
      ...(field.default !== undefined && { default: field.default }),
    },
  ];
}

function typeOf(field: CustomField): Schema {
  const choices = (field.choices ?? []).map(({ value }) => value);
  switch (field.type) {
    case "text":
      return { type: "string", maxLength: 500 };
    case "longText":
      return { type: "string", maxLength: 10_000 };
    case "number":
      return { type: "number" };
    case "money":
      return { type: "integer", format: "int64", "x-currency": field.currency };
    case "date":
      return { type: "string", format: "date" };
    case "yesNo":
      return { type: "boolean" };
    case "choice":
      return { type: "string", enum: choices };
    case "manyChoice":
      return { type: "array", items: { type: "string", enum: choices }, maxItems: 30, uniqueItems: true };
    case "customer":
      return { type: "string", pattern: "^cus_[0-7][0-9A-HJKMNP-TV-Z]{25}$" };
  }
}

function nullable([key, schema]: Property, required: boolean): Property {
  if (required) return [key, schema];
  // `enum` must name null as well.
  const choices = Array.isArray(schema.enum) ? { enum: [...schema.enum, null] } : {};
  return [key, { ...schema, ...choices, type: [schema.type, "null"] }];
}
