import type { CallOf } from "#core/platform/endpoint.ts";
import {
  cancelExport,
  type Export,
  type ExportKind,
  getExport,
  getExportFile,
  listExportColumns,
  listExports,
  startExport,
} from "#core/workspace/exports/index.ts";
import { addressOf, call, newIdempotencyKey } from "#web/platform/api.ts";
import { locale } from "#web/platform/locale.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useQuery } from "#web/platform/use-query.ts";

export type { Export, ExportKind };
export type ExportRequest = CallOf<typeof startExport>["body"];

const POLL_MS = 600;

export function useExports() {
  return useQuery(() => ({
    queryKey: ["exports", "list"],
    queryFn: ({ signal }) => call(listExports, {}, { signal }).then((answer) => answer.items),
    refetchInterval: (query) => (query.state.data?.some((one) => one.state === "running") ? 2000 : false),
  }));
}

/** One export, asked for again until it is over. */
export function useExport(id: () => Export["id"]) {
  return useQuery(() => ({
    queryKey: ["exports", "one", id()],
    queryFn: ({ signal }) => call(getExport, { params: { id: id() } }, { signal }),
    refetchInterval: (query) => (query.state.data?.state === "running" ? POLL_MS : false),
    staleTime: 0,
  }));
}

export function useExportColumns(of: () => ExportKind) {
  return useQuery(() => ({
    queryKey: ["exports", "columns", of(), locale()],
    queryFn: ({ signal }) =>
      call(listExportColumns, { query: { of: of(), language: locale() } }, { signal }).then((answer) => answer.items),
    staleTime: 60_000,
  }));
}

export async function begin(body: ExportRequest): Promise<Export> {
  const started = await call(startExport, { body }, { idempotencyKey: newIdempotencyKey() });
  queryClient.setQueryData(["exports", "one", started.id], started);
  forgetList();
  return started;
}

export async function stop(id: Export["id"]): Promise<void> {
  const stopped = await call(cancelExport, { params: { id } });
  queryClient.setQueryData(["exports", "one", id], stopped);
  forgetList();
}

export function forgetList(): void {
  void queryClient.invalidateQueries({ queryKey: ["exports", "list"] });
}

export function fileAddress(id: Export["id"]): string {
  return addressOf(getExportFile, { params: { id } });
}
