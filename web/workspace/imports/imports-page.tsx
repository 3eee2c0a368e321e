import { useNavigate, useParams } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { PageHeader } from "#web/ui/page-header.tsx";
import { Progress } from "#web/ui/progress.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { useTitle } from "#web/ui/title.ts";
import { DropZone } from "./drop-zone.tsx";
import { EarlierImports } from "./earlier-imports.tsx";
import { type AfterImport, ImportResult } from "./import-result.tsx";
import { type ImportKind, ImportSetup } from "./import-setup.tsx";
import { type Import, type ImportRequest, upload } from "./queries.ts";

const MAX_BYTES = 200 * 1024 * 1024;

/** Import: a file, what its columns are, its progress and what it did. Knows no noun; a room tells it its fields. */
export function ImportsPage(props: { kinds: readonly ImportKind[]; After?: AfterImport | undefined }) {
  const params = useParams<{ id?: Import["id"] }>();
  const navigate = useNavigate();
  const [sent, setSent] = createSignal<{ id: ImportRequest["uploadId"]; fileName: string } | null>(null);
  const [sending, setSending] = createSignal<{ fileName: string; part: number } | null>(null);
  const [as, setAs] = createSignal<ImportKind["as"]>("customers");
  const kind = () => props.kinds.find((one) => one.as === as()) as ImportKind;
  const [problem, setProblem] = createSignal<string | null>(null);
  useTitle(() => t("imports.title"));

  const take = async (file: File) => {
    setProblem(null);
    if (file.size === 0) return setProblem(t("imports.emptyFile"));
    if (file.size > MAX_BYTES) return setProblem(t("imports.tooLarge"));
    setSending({ fileName: file.name, part: 0 });
    try {
      const id = await upload(file, (part) => setSending({ fileName: file.name, part }));
      setSent({ id, fileName: file.name });
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setSending(null);
    }
  };

  return (
    <>
      <PageHeader title={t("imports.title")} />
      <div class="px-5 pb-12 md:px-8">
        <Switch>
          <Match when={params.id}>
            {(id) => (
              <div class="max-w-3xl">
                <ImportResult id={id()} listHref={kind().listHref} After={props.After} />
              </div>
            )}
          </Match>
          <Match when={sent()} keyed>
            {(file) => (
              <ImportSetup
                uploadId={file.id}
                fileName={file.fileName}
                kind={kind()}
                onCancel={() => setSent(null)}
                onStarted={(started) => {
                  setSent(null);
                  navigate(`/imports/${started.id}`);
                }}
              />
            )}
          </Match>
          <Match when={sending()}>
            {(file) => (
              <div class="max-w-3xl rounded-2xl border bg-surface p-8">
                <p class="mb-3 font-medium">{t("imports.sending", file().fileName)}</p>
                <Progress label={t("imports.sending", file().fileName)} part={file().part} />
              </div>
            )}
          </Match>
          <Match when={true}>
            <div class="max-w-3xl">
              <div class="mb-3 flex flex-wrap items-center gap-3">
                <span class="text-ink-2">{t("imports.what")}</span>
                <Segmented
                  label={t("imports.what")}
                  value={as()}
                  choices={props.kinds.map((one) => ({ value: one.as, label: t(`imports.kinds.${one.as}`) }))}
                  onChange={setAs}
                />
              </div>
              <DropZone onFile={(file) => void take(file)} />
              <Show when={problem()}>
                <p role="alert" class="mt-3 rounded-lg bg-danger-soft px-3 py-2 text-danger">
                  {problem()}
                </p>
              </Show>
            </div>
          </Match>
        </Switch>
        <Show when={!sent() && !sending()}>
          <div class="max-w-3xl">
            <EarlierImports />
          </div>
        </Show>
      </div>
    </>
  );
}
