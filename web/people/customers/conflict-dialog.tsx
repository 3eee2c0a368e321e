import { For, Show } from "solid-js";
import type { Customer } from "#core/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { useUserName } from "#web/workspace/users/index.ts";
import { fieldText, fieldWord } from "./field-words.ts";
import { conflict, type Edit } from "./save.ts";

/** A lost race: both versions side by side, and a choice. Closing it keeps what is saved. */
export function ConflictDialog() {
  const userName = useUserName();
  const text = (name: string, value: unknown) => fieldText(name, value, userName) || t("common.blank");
  return (
    <Show when={conflict()}>
      {(race) => (
        <Dialog
          open
          title={t("customers.conflict.title")}
          onClose={() => race().resolve("theirs")}
          footer={
            <>
              <Button onClick={() => race().resolve("theirs")}>{t("customers.conflict.keepTheirs")}</Button>
              <Button look="primary" onClick={() => race().resolve("mine")}>
                {t("customers.conflict.keepMine")}
              </Button>
            </>
          }
        >
          <p class="text-ink-2">{t("customers.conflict.text")}</p>
          <For each={fieldsOf(race().mine, race().theirs)}>
            {({ name, mine, theirs }) => (
              <div class="mt-4">
                <h3 class="font-medium text-sm">{fieldWord(name)}</h3>
                <dl class="mt-1.5 grid gap-2 sm:grid-cols-2">
                  <Version title={t("customers.conflict.mine")} text={text(name, mine)} mine />
                  <Version title={t("customers.conflict.theirs")} text={text(name, theirs)} />
                </dl>
              </div>
            )}
          </For>
        </Dialog>
      )}
    </Show>
  );
}

/** What both say of each field, the custom ones each by itself. */
function fieldsOf({ custom = {}, ...own }: Edit, customer: Customer) {
  return [
    ...Object.entries(own).map(([name, mine]) => ({ name, mine, theirs: customer[name as keyof Customer] as unknown })),
    ...Object.entries(custom).map(([key, mine]) => ({ name: `custom.${key}`, mine, theirs: customer.custom[key] })),
  ];
}

function Version(props: { title: string; text: string; mine?: boolean }) {
  return (
    <div class={`rounded-lg border p-3 ${props.mine ? "border-accent bg-accent-soft" : ""}`}>
      <dt class="text-ink-2 text-xs">{props.title}</dt>
      <dd class="mt-0.5 whitespace-pre-wrap break-words">{props.text}</dd>
    </div>
  );
}
