import ImageUp from "lucide-solid/icons/image-up";
import { createSignal, Show } from "solid-js";
import { LOGO_TYPES, MAX_LOGO_BYTES } from "#core/workspace/settings/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Mark } from "#web/ui/mark.tsx";
import { sendLogo, takeLogoAway } from "./queries.ts";

/** The logo as it is, another one, or none. It is kept at once. */
export function LogoField(props: { logo: string | null }) {
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  let input: HTMLInputElement | undefined;
  const act = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
      if (input) input.value = "";
    }
  };
  const choose = (file: File | undefined) => {
    if (!file) return;
    if (file.size > MAX_LOGO_BYTES) return setProblem(t("errors.codes.settings.logo_too_large"));
    void act(() => sendLogo(file));
  };
  return (
    <div>
      <p class="mb-1 font-medium text-ink-2 text-sm">{t("settings.logo")}</p>
      <div class="flex flex-wrap items-center gap-3">
        <span class="grid size-14 place-items-center overflow-hidden rounded-lg border bg-white">
          <Show when={props.logo} fallback={<Mark size={36} />}>
            {(logo) => <img src={logo()} alt={t("settings.logo")} class="size-full object-contain" />}
          </Show>
        </span>
        <input
          ref={input}
          type="file"
          accept={LOGO_TYPES.join(",")}
          class="sr-only"
          tabindex={-1}
          aria-label={t("settings.chooseLogo")}
          onChange={(event) => choose(event.currentTarget.files?.[0])}
        />
        <Button icon={ImageUp} busy={busy()} onClick={() => input?.click()}>
          {t("settings.chooseLogo")}
        </Button>
        <Show when={props.logo}>
          <Button look="quiet" onClick={() => void act(takeLogoAway)}>
            {t("settings.removeLogo")}
          </Button>
        </Show>
      </div>
      <p class={`mt-1 text-sm ${problem() ? "text-danger" : "text-ink-3"}`} role={problem() ? "alert" : undefined}>
        {problem() ?? t("settings.logoHint")}
      </p>
    </div>
  );
}
