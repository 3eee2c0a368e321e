import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { apiKeyShape, newApiKeyShape } from "./schema.ts";

const tag = "Workspace";
const one = z.strictObject({ id: idShape("key") });

export const listApiKeys = endpoint({
  name: "listApiKeys",
  method: "GET",
  path: "/api-keys",
  permission: "keys.manage",
  tag,
  summary: "API keys, newest first, revoked ones included",
  output: z.strictObject({ items: z.array(apiKeyShape) }),
});

export const createApiKey = endpoint({
  name: "createApiKey",
  secret: true,
  method: "POST",
  path: "/api-keys",
  permission: "keys.manage",
  tag,
  summary: "Create an API key; `secret` is shown this once",
  body: newApiKeyShape,
  output: z.strictObject({ key: apiKeyShape, secret: z.string() }),
  status: 201,
});

export const revokeApiKey = endpoint({
  name: "revokeApiKey",
  method: "DELETE",
  path: "/api-keys/{id}",
  permission: "keys.manage",
  tag,
  summary: "Revoke an API key at once",
  params: one,
});
