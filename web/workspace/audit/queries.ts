import type { AuditPage, AuditQuestion } from "#core/workspace/audit/index.ts";
import { listAudit } from "#core/workspace/audit/index.ts";
import { startExport } from "#core/workspace/exports/index.ts";
import { call, newIdempotencyKey } from "#web/platform/api.ts";
import { locale } from "#web/platform/locale.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useInfiniteQuery } from "#web/platform/use-query.ts";

export type { AuditQuestion };
export type AuditEntry = AuditPage["items"][number];

const PAGE = 50;

export function useAudit(question: () => AuditQuestion) {
  return useInfiniteQuery(() => {
    const asked = question();
    return {
      queryKey: ["audit", asked],
      queryFn: ({ pageParam, signal }) =>
        call(listAudit, { query: { ...asked, limit: PAGE, ...(pageParam && { cursor: pageParam }) } }, { signal }),
      initialPageParam: null as string | null,
      getNextPageParam: (last: AuditPage) => last.nextCursor,
    };
  });
}

export async function exportAudit(audit: AuditQuestion): Promise<void> {
  const body = { of: "audit" as const, format: "xlsx" as const, language: locale(), audit };
  await call(startExport, { body }, { idempotencyKey: newIdempotencyKey() });
  await queryClient.invalidateQueries({ queryKey: ["exports", "list"] });
}
