import Monitor from "lucide-solid/icons/monitor";
import Moon from "lucide-solid/icons/moon";
import Sun from "lucide-solid/icons/sun";
import { t } from "#web/platform/i18n.ts";
import { chooseLocale, type Locale, locale } from "#web/platform/locale.ts";
import { setTheme, type Theme, theme } from "#web/platform/theme.ts";
import { Segmented } from "./segmented.tsx";

/** Language and theme. Each language is written in itself, so that it is found by those who need it. */
export function AppearanceControls() {
  return (
    <div class="flex flex-wrap items-center gap-x-1.5 gap-y-2">
      <Segmented<Locale>
        compact
        label={t("shell.language")}
        value={locale()}
        onChange={(next) => void chooseLocale(next)}
        choices={[
          { value: "fa", label: "فارسی", lang: "fa" },
          { value: "en", label: "English", lang: "en" },
        ]}
      />
      <Segmented<Theme>
        label={t("shell.theme")}
        value={theme()}
        onChange={setTheme}
        signs
        choices={[
          { value: "light", label: t("shell.themes.light"), icon: Sun },
          { value: "dark", label: t("shell.themes.dark"), icon: Moon },
          { value: "system", label: t("shell.themes.system"), icon: Monitor },
        ]}
      />
    </div>
  );
}
