import type { CallOf } from "#core/platform/endpoint.ts";
import {
  type cancelImport,
  createUpload,
  getImport,
  getRehearsal,
  type Import,
  listImports,
  type NewImport,
  type pauseImport,
  previewImport,
  type Rehearsal,
  type resumeImport,
  type revertImport,
  startImport,
  startRehearsal,
} from "#core/workspace/imports/index.ts";
import { ApiError, call, errorOf, newIdempotencyKey } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useQuery } from "#web/platform/use-query.ts";

export type ImportRequest = CallOf<typeof previewImport>["body"];
export type { Import, NewImport };

const POLL_MS = 600;

export function useImports() {
  return useQuery(() => ({
    queryKey: ["imports", "list"],
    queryFn: ({ signal }) => call(listImports, {}, { signal }).then((answer) => answer.items),
    // Another window, or an import that was left running.
    refetchInterval: (query) => (query.state.data?.some(isUnderWay) ? 2000 : false),
  }));
}

/** One import, asked for again until it is over. */
export function useImport(id: () => Import["id"]) {
  return useQuery(() => ({
    queryKey: ["imports", "one", id()],
    queryFn: ({ signal }) => call(getImport, { params: { id: id() } }, { signal }),
    refetchInterval: (query) => (query.state.data && isUnderWay(query.state.data) ? POLL_MS : false),
    staleTime: 0,
  }));
}

export function askPreview(body: ImportRequest, signal: AbortSignal) {
  return call(previewImport, { body }, { signal });
}

export function beginRehearsal(body: ImportRequest, signal: AbortSignal) {
  return call(startRehearsal, { body }, { signal });
}

export function askRehearsal(id: Rehearsal["id"], signal: AbortSignal) {
  return call(getRehearsal, { params: { id } }, { signal });
}

type Steering = typeof pauseImport | typeof resumeImport | typeof cancelImport | typeof revertImport;

/** Pauses, goes on with, cancels or reverts an import; what it answers is shown at once. */
export async function steer(endpoint: Steering, id: Import["id"]): Promise<Import> {
  const now = await call(endpoint, { params: { id } });
  queryClient.setQueryData(["imports", "one", id], now);
  void queryClient.invalidateQueries({ queryKey: ["imports"] });
  return now;
}

/** Whether something of it goes on by itself. */
export function isUnderWay({ state, revert }: Import): boolean {
  return state === "running" || revert?.state === "running";
}

export async function begin(body: ImportRequest): Promise<Import> {
  const started = await call(startImport, { body }, { idempotencyKey: newIdempotencyKey() });
  queryClient.setQueryData(["imports", "one", started.id], started);
  void queryClient.invalidateQueries({ queryKey: ["imports", "list"] });
  return started;
}

/** What an import added is in the lists when they are next looked at. */
export function forgetWhatChanged(): void {
  void queryClient.invalidateQueries({ queryKey: ["customers"] });
  void queryClient.invalidateQueries({ queryKey: ["imports", "list"] });
}

/** Sends a file's bytes, telling how far it is (0 to 1), and answers with the upload's id. */
export async function upload(file: File, onProgress: (part: number) => void): Promise<ImportRequest["uploadId"]> {
  const { id, url } = await call(createUpload, { body: { fileName: file.name, bytes: file.size } });
  await put(url, file, onProgress);
  return id;
}

// fetch cannot tell how much was sent; the older interface can.
function put(url: string, file: File, onProgress: (part: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => {
      if (request.status < 300) return resolve();
      errorOf(new Response(request.responseText, { status: request.status })).then(reject, reject);
    };
    request.onerror = () => reject(new ApiError("network.unreachable", "The server cannot be reached.", 0));
    request.send(file);
  });
}
