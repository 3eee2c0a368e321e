import {
  createTemplate,
  deleteTemplate,
  getTemplate,
  listTemplates,
  previewTemplate,
  restoreTemplate,
  type Template,
  testTemplate,
  updateTemplate,
} from "#core/engagement/templates/index.ts";
import type { CallOf } from "#core/platform/endpoint.ts";
import { call, newIdempotencyKey } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useQuery } from "#web/platform/use-query.ts";

const ALL = ["templates"];

export function useTemplates() {
  return useQuery(() => ({
    queryKey: ALL,
    queryFn: ({ signal }) => call(listTemplates, {}, { signal }).then(({ items }) => items),
  }));
}

export function useTemplate(id: () => string | null) {
  return useQuery(() => ({
    queryKey: [...ALL, id()],
    queryFn: ({ signal }) => call(getTemplate, { params: { id: id() as Template["id"] } }, { signal }),
    enabled: id() !== null,
    staleTime: 0,
  }));
}

type Body = CallOf<typeof createTemplate>["body"];

export async function saveTemplate(before: Template | null, body: Body): Promise<Template> {
  const saved = before
    ? await call(updateTemplate, { params: { id: before.id }, body: { version: before.version, ...body } })
    : await call(createTemplate, { body }, { idempotencyKey: newIdempotencyKey() });
  queryClient.setQueryData([...ALL, saved.id], saved);
  await queryClient.invalidateQueries({ queryKey: ALL, exact: true });
  return saved;
}

export async function removeTemplate(id: Template["id"]): Promise<void> {
  await call(deleteTemplate, { params: { id } });
  await queryClient.invalidateQueries({ queryKey: ALL });
}

export async function bringBack(id: Template["id"]): Promise<void> {
  await call(restoreTemplate, { params: { id } });
  await queryClient.invalidateQueries({ queryKey: ALL });
}

export function preview(body: CallOf<typeof previewTemplate>["body"], signal?: AbortSignal) {
  return call(previewTemplate, { body }, signal ? { signal } : {});
}

export async function sendTest(body: CallOf<typeof testTemplate>["body"]): Promise<string> {
  return (await call(testTemplate, { body }, { idempotencyKey: newIdempotencyKey() })).to;
}
