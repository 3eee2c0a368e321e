import Download from "lucide-solid/icons/download";
import LoaderCircle from "lucide-solid/icons/loader-circle";
import { createSignal, Match, Show, Switch } from "solid-js";
import { ApiError } from "#web/platform/api.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { showInstant, showNumber } from "#web/platform/show.ts";
import { Button, ButtonLink } from "#web/ui/button.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { type Export, fileAddress, stop, useExport } from "./queries.ts";

/** How far one export is; its file when it is there. */
export function ExportProgress(props: { id: Export["id"] }) {
  const one = useExport(() => props.id);
  const [stopping, setStopping] = createSignal(false);
  const cancel = async () => {
    setStopping(true);
    // It may have ended meanwhile: the next look says so.
    await stop(props.id).catch(() => one.refetch());
    setStopping(false);
  };
  return (
    <div aria-live="polite">
      <Switch>
        <Match when={one.isPending}>
          <Skeleton lines={2} />
        </Match>
        <Match when={one.isError}>
          <ErrorState error={one.error} onRetry={() => void one.refetch()} />
        </Match>
        <Match when={one.data}>
          {(data) => (
            <Switch>
              <Match when={data().state === "running"}>
                <div class="flex flex-col items-center gap-3 py-6 text-center">
                  <LoaderCircle size={28} class="animate-spin text-accent" />
                  <p class="font-medium">{t("exports.running")}</p>
                  <p class="text-ink-2">{t("exports.rowsSoFar", showNumber(data().rows))}</p>
                  <p class="text-ink-3 text-sm">{t("exports.mayLeave")}</p>
                  <Button busy={stopping()} onClick={() => void cancel()}>
                    {t("exports.cancel")}
                  </Button>
                </div>
              </Match>
              <Match when={data().state === "done"}>
                <div class="flex flex-col items-center gap-3 py-6 text-center">
                  <p class="font-medium text-lg">{t("exports.done")}</p>
                  <p class="text-ink-2">
                    {t("exports.rowsDone", showNumber(data().rows))}
                    <Show when={data().bytes}>{(bytes) => <> · {sizeText(bytes())}</>}</Show>
                  </p>
                  <ButtonLink href={fileAddress(data().id)} look="primary" icon={Download} download>
                    {t("exports.download")}
                  </ButtonLink>
                  <p class="text-ink-3 text-sm">{t("exports.until", showInstant(data().expiresAt, "long"))}</p>
                </div>
              </Match>
              <Match when={data().state === "cancelled"}>
                <p class="py-6 text-center text-ink-2">{t("exports.cancelled")}</p>
              </Match>
              <Match when={data().state === "failed"}>
                <p role="alert" class="py-6 text-center text-danger">
                  {failureText(data())}
                </p>
              </Match>
            </Switch>
          )}
        </Match>
      </Switch>
    </div>
  );
}

/** Why it failed, in the words of this language where there are some. */
export function failureText({ error }: Export): string {
  return messageOf(new ApiError(error?.code ?? "export.failed", error?.message ?? "", 400));
}

export function sizeText(bytes: number): string {
  const [size, unit] =
    bytes < 1024 * 1024 ? [Math.max(1, bytes / 1024), "kilobytes"] : [bytes / (1024 * 1024), "megabytes"];
  return t(`exports.${unit as "kilobytes" | "megabytes"}`, showNumber(Math.round(size * 10) / 10));
}
