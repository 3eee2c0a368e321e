import * as z from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { ENDPOINTS } from "#core/endpoints.ts";
import type { Endpoint } from "#core/platform/endpoint.ts";
import { EVENT_ENTITIES, eventShape } from "#core/platform/event.ts";
import { MAX_IDEMPOTENCY_KEY, takesIdempotencyKey } from "./idempotency.ts";

const error = {
  description: "What went wrong: a stable code, a message that says what to do, and where.",
  content: {
    "application/json": {
      schema: {
        type: "object" as const,
        required: ["error"],
        properties: {
          error: {
            type: "object" as const,
            required: ["code", "message", "requestId"],
            properties: {
              code: { type: "string" as const, example: "customer.phone_invalid" },
              message: { type: "string" as const },
              details: { type: "array" as const, items: { type: "object" as const } },
              requestId: { type: "string" as const },
            },
          },
        },
      },
    },
  },
};

/** The OpenAPI 3.1 document of every declared endpoint. */
export function openApiDocument(endpoints: readonly Endpoint[] = ENDPOINTS) {
  const paths: ZodOpenApiPathsObject = {};
  for (const endpoint of endpoints) {
    const path = `/api/v1${endpoint.path}`;
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) };
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Peyvand",
      version: "1",
      description: "Send «Authorization: Bearer pk_…» (an API key) or a session token. JSON in and out.",
    },
    servers: [{ url: "/" }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
    paths,
    webhooks: Object.fromEntries(EVENT_ENTITIES.map((entity) => [entity, toldOf(entity)])),
  });
}

/** What a webhook is called with when something happened to a record of this kind. */
function toldOf(entity: (typeof EVENT_ENTITIES)[number]): { post: ZodOpenApiOperationObject } {
  const type = z
    .string()
    .regex(new RegExp(`^${entity}\\.[a-z][A-Za-z]*$`))
    .meta({ example: EXAMPLES[entity] ?? `${entity}.updated` });
  const { data } = eventShape.shape;
  const schema = eventShape
    .extend({ type, data: data.extend({ entity: z.literal(entity) }) })
    .meta({ id: `Event.${entity}` });
  return {
    post: {
      operationId: `told.${entity}`,
      summary: `Something happened to a record of the kind ${entity}: ids and the names of fields, never what stands in them`,
      description: "Signed after Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`.",
      tags: ["Webhooks"],
      security: [],
      requestBody: { required: true, content: { "application/json": { schema } } },
      responses: { "2XX": { description: "Taken. Anything else is told again." } },
    },
  };
}

const EXAMPLES: Partial<Record<(typeof EVENT_ENTITIES)[number], string>> = {
  customer: "customer.created",
  interaction: "interaction.logged",
  activity: "activity.completed",
  segment: "segment.entered",
  import: "import.finished",
  export: "export.finished",
  job: "job.started",
  field: "field.changed",
  user: "user.signedIn",
};

const idempotencyKey = z.string().min(1).max(MAX_IDEMPOTENCY_KEY).optional().meta({
  description:
    "A key of your own making, such as a UUID. Sent again with the same request within a day, nothing is done twice and the first answer comes back.",
});
const ifMatch = z.string().optional().meta({
  description: 'The version you read, such as `"3"`: in place of `version` in the body, which then may be left out.',
});

function headersOf(endpoint: Endpoint): z.ZodObject | null {
  if (takesIdempotencyKey(endpoint)) return z.object({ "Idempotency-Key": idempotencyKey });
  const { method, body } = endpoint;
  if (method !== "PATCH" || !(body instanceof z.ZodObject) || !("version" in body.shape)) return null;
  return z.object({ "If-Match": ifMatch });
}

function operationOf(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { params, query, body, output, status = 200 } = endpoint;
  const header = headersOf(endpoint);
  const bytes = { schema: { type: "string" as const, format: "binary" } };
  const content = output
    ? { content: { "application/json": { schema: output } } }
    : endpoint.answers
      ? { content: { [endpoint.answers]: bytes } }
      : {};
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    description: `Permission: \`${endpoint.permission}\``,
    tags: [endpoint.tag],
    ...(endpoint.permission === "public" && { security: [] }),
    requestParams: {
      ...(params && { path: params as z.ZodObject }),
      ...(query && { query: query as z.ZodObject }),
      ...(header && { header }),
    },
    ...(body && { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    ...(endpoint.takes && { requestBody: { required: true, content: { [endpoint.takes]: bytes } } }),
    responses: {
      [output || endpoint.answers ? String(status) : "204"]: { description: endpoint.summary, ...content },
      "4XX": error,
      "5XX": error,
    },
  };
}
