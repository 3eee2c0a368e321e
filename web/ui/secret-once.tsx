import { t } from "#web/platform/i18n.ts";
import { CopyField } from "./copy-field.tsx";

/** A secret that is shown this once, ready to be copied. */
export function SecretOnce(props: { label: string; text: string; secret: string }) {
  return (
    <div class="space-y-3">
      <p class="text-ink-2">{props.text}</p>
      <CopyField label={props.label} value={props.secret} copy={t("apiKeys.copy")} copied={t("apiKeys.copied")} />
    </div>
  );
}
