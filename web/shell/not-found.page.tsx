import Compass from "lucide-solid/icons/compass";
import { t } from "#web/platform/i18n.ts";
import { ButtonLink } from "#web/ui/button.tsx";
import { EmptyState } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";

export default function NotFoundPage() {
  useTitle(() => t("shell.notFound.title"));
  return (
    <div class="pt-[10vh]">
      <EmptyState page icon={Compass} title={t("shell.notFound.title")} text={t("shell.notFound.text")}>
        <ButtonLink href="/customers" look="primary">
          {t("shell.notFound.back")}
        </ButtonLink>
      </EmptyState>
    </div>
  );
}
