import { Show } from "solid-js";
import { shadesOf } from "#core/platform/colour.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Field, INPUT } from "#web/ui/field.tsx";

const OWN = "#0f6e6c";

/** A colour, and how its readable shades look by day and by night. */
export function AccentField(props: {
  accent: string | null;
  error?: string | undefined;
  onChange: (accent: string | null) => void;
}) {
  const isColour = () => props.accent === null || /^#[0-9a-fA-F]{6}$/.test(props.accent);
  const shades = () => shadesOf((isColour() && props.accent) || OWN);
  return (
    <Field label={t("settings.accent")} hint={t("settings.accentHint")} error={props.error}>
      {(wired) => (
        <div class="flex flex-wrap items-center gap-2">
          <input
            type="color"
            aria-label={t("settings.accent")}
            class="h-9 w-12 cursor-pointer rounded-lg border border-field-line bg-raised p-1"
            value={(isColour() && props.accent) || OWN}
            onInput={(event) => props.onChange(event.currentTarget.value)}
          />
          <input
            {...wired}
            type="text"
            dir="ltr"
            maxlength={7}
            placeholder={OWN}
            class={`${INPUT} h-9 w-28!`}
            value={props.accent ?? ""}
            onInput={(event) => props.onChange(event.currentTarget.value.trim() || null)}
          />
          <Show when={props.accent !== null}>
            <Button look="quiet" size="small" onClick={() => props.onChange(null)}>
              {t("settings.ownAccent")}
            </Button>
          </Show>
          <Sample shades={shades().light} paper="#ffffff" />
          <Sample shades={shades().dark} paper="#14201f" />
        </div>
      )}
    </Field>
  );
}

function Sample(props: { shades: ReturnType<typeof shadesOf>["light"]; paper: string }) {
  return (
    <span
      aria-hidden="true"
      class="inline-flex items-center gap-2 rounded-lg border px-2 py-1.5 text-sm"
      style={{ background: props.paper, color: props.shades.accent }}
    >
      <span class="rounded-md px-2 py-0.5" style={{ background: props.shades.accent, color: props.shades.on }}>
        {t("settings.sample")}
      </span>
      {t("settings.sample")}
    </span>
  );
}
