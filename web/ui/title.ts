import { createEffect } from "solid-js";
import { t } from "#web/platform/i18n.ts";

/** What the browser's tab says: the page, then the house. */
export function useTitle(title: () => string | undefined): void {
  createEffect(() => {
    const page = title();
    document.title = page ? `${page} · ${t("app.name")}` : t("app.name");
  });
}
