import Download from "lucide-solid/icons/download";
import { createSignal, Show } from "solid-js";
import { type Customer, eraseCustomer } from "#core/people/customers/index.ts";
import { foldText } from "#core/platform/fold.ts";
import { call } from "#web/platform/api.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { Button, ButtonLink } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { TextField } from "#web/ui/field.tsx";
import { toastDone } from "#web/ui/toast.tsx";

/** What somebody may ask of us about their own data: all of it in one file, or all of it gone. */
export function PersonDataDialog(props: { customer: Customer; onClose: () => void }) {
  const [typed, setTyped] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  const isSure = () => foldText(typed()) === foldText(props.customer.name);
  const erase = async () => {
    if (!isSure()) return setProblem(t("personData.nameWrong"));
    setBusy(true);
    setProblem(null);
    try {
      const { id, version } = props.customer;
      await call(eraseCustomer, { params: { id }, body: { version } });
      await queryClient.invalidateQueries({ queryKey: ["customers"] });
      toastDone(t("personData.started"));
      props.onClose();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open title={t("personData.title")} onClose={props.onClose}>
      <section>
        <h3 class="font-semibold">{t("personData.exportTitle")}</h3>
        <p class="mt-1 text-ink-2">{t("personData.exportText")}</p>
        <div class="mt-3">
          <ButtonLink icon={Download} href={`/api/v1/customers/${props.customer.id}/everything`} download>
            {t("personData.export")}
          </ButtonLink>
        </div>
      </section>
      <section class="mt-6 border-t pt-5">
        <h3 class="font-semibold text-danger">{t("personData.eraseTitle")}</h3>
        <p class="mt-1 text-ink-2">{t("personData.eraseText")}</p>
        <ul class="mt-2 list-disc space-y-1 ps-5 text-ink-2">
          <li>{t("personData.eraseStays")}</li>
          <li>{t("personData.eraseFiles")}</li>
          <li>{t("personData.eraseBackups")}</li>
        </ul>
        <form
          class="mt-4"
          onSubmit={(event) => {
            event.preventDefault();
            void erase();
          }}
        >
          <TextField
            label={t("personData.typeName", props.customer.name)}
            error={problem() ?? undefined}
            dir="auto"
            autocomplete="off"
            value={typed()}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <div class="mt-3 flex justify-end">
            <Button type="submit" look="danger" busy={busy()}>
              {t("personData.erase")}
            </Button>
          </div>
        </form>
      </section>
      <Show when={busy()}>
        <span class="sr-only" role="status">
          {t("personData.started")}
        </span>
      </Show>
    </Dialog>
  );
}
