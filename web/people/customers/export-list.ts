import type { CustomerOrder } from "#core/people/customers/index.ts";
import type { CallOf } from "#core/platform/endpoint.ts";
import { cancelExport, getExport, startExport } from "#core/workspace/exports/index.ts";
import { call, newIdempotencyKey } from "#web/platform/api.ts";
import { messageOf } from "#web/platform/errors.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { locale } from "#web/platform/locale.ts";
import { showNumber } from "#web/platform/show.ts";
import { toastWork } from "#web/ui/toast.tsx";
import type { Target } from "./bulk-target.ts";

export type ExportFormat = NonNullable<CallOf<typeof startExport>["body"]["format"]>;

const FIRST_LOOK_MS = 250;
const LAST_LOOK_MS = 3000;

/** Has the server write the list into a file, tells how far it is, and hands the file over. */
export async function exportList(
  target: Target,
  order: { sort: CustomerOrder; reverse: boolean },
  format: ExportFormat,
): Promise<void> {
  const toast = toastWork(t("selection.exporting"));
  try {
    let one = await call(
      startExport,
      { body: { of: "customers", format, language: locale(), ...order, ...target } },
      { idempotencyKey: newIdempotencyKey() },
    );
    const cancel = {
      label: t("common.cancel"),
      run: () => void call(cancelExport, { params: { id: one.id } }).catch(() => {}),
    };
    for (let pause = FIRST_LOOK_MS; one.state === "running"; pause = Math.min(LAST_LOOK_MS, pause * 1.5)) {
      toast.tell(one.rows > 0 ? t("selection.exported", showNumber(one.rows)) : t("selection.exporting"), cancel);
      await new Promise((resume) => setTimeout(resume, pause));
      one = await call(getExport, { params: { id: one.id } });
    }
    if (one.state === "cancelled") return toast.done(t("selection.exportCancelled"));
    if (one.state === "failed" || !one.file)
      return toast.failed(findWord(`errors.codes.${one.error?.code}`) ?? t("selection.exportFailed"));
    download(one.file);
    toast.done(t("selection.exportDone", showNumber(one.rows)));
  } catch (error) {
    toast.failed(messageOf(error));
  }
}

function download(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.rel = "external";
  document.body.append(link);
  link.click();
  link.remove();
}
