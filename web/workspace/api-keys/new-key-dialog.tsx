import Check from "lucide-solid/icons/check";
import Copy from "lucide-solid/icons/copy";
import { createSignal, Show } from "solid-js";
import { type BuiltInRole, ROLES } from "#core/platform/permissions.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { SelectField, TextField } from "#web/ui/field.tsx";
import { addApiKey } from "./queries.ts";

export function NewKeyDialog(props: { open: boolean; onClose: () => void }) {
  return (
    <Show when={props.open}>
      <OpenDialog onClose={props.onClose} />
    </Show>
  );
}

function OpenDialog(props: { onClose: () => void }) {
  const [name, setName] = createSignal("");
  const [role, setRole] = createSignal<BuiltInRole>("agent");
  const [secret, setSecret] = createSignal<string | null>(null);
  const [problem, setProblem] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const create = async () => {
    if (name().trim() === "") return setProblem(t("apiKeys.nameNeeded"));
    setBusy(true);
    setProblem(null);
    try {
      setSecret(await addApiKey({ name: name().trim(), role: role() }));
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t(secret() ? "apiKeys.created" : "apiKeys.create")}
      onClose={props.onClose}
      footer={
        <Show
          when={!secret()}
          fallback={
            <Button look="primary" onClick={props.onClose}>
              {t("apiKeys.done")}
            </Button>
          }
        >
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form="new-key" look="primary" busy={busy()}>
            {t("apiKeys.create")}
          </Button>
        </Show>
      }
    >
      <Show
        when={secret()}
        fallback={
          <form
            id="new-key"
            class="space-y-4"
            onSubmit={(event) => {
              event.preventDefault();
              void create();
            }}
          >
            <TextField
              label={t("apiKeys.name")}
              hint={t("apiKeys.nameHint")}
              error={problem() ?? undefined}
              dir="auto"
              maxlength={80}
              autocomplete="off"
              autofocus
              value={name()}
              onInput={(event) => setName(event.currentTarget.value)}
            />
            <SelectField
              label={t("apiKeys.role")}
              hint={t(`roles.hints.${role()}`)}
              value={role()}
              choices={ROLES.map((value) => ({ value, label: t(`roles.names.${value}`) }))}
              onChange={(event) => setRole(event.currentTarget.value as BuiltInRole)}
            />
          </form>
        }
      >
        {(shown) => <Secret secret={shown()} />}
      </Show>
    </Dialog>
  );
}

/** The secret, this once. */
function Secret(props: { secret: string }) {
  const [copied, setCopied] = createSignal(false);
  let field: HTMLInputElement | undefined;
  const copy = async () => {
    field?.select();
    try {
      await navigator.clipboard.writeText(props.secret);
      setCopied(true);
    } catch {
      // Not on https, or not allowed: it is selected, ready for Ctrl+C.
      setCopied(false);
    }
  };
  return (
    <div>
      <p class="text-ink-2">{t("apiKeys.secretText")}</p>
      <div class="mt-3 flex gap-2">
        <input
          ref={field}
          readonly
          dir="ltr"
          aria-label={t("apiKeys.secret")}
          class="h-9 min-w-0 flex-1 rounded-lg border border-field-line bg-sunk px-3 font-mono text-sm"
          value={props.secret}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button icon={copied() ? Check : Copy} onClick={() => void copy()}>
          <span aria-live="polite">{t(copied() ? "apiKeys.copied" : "apiKeys.copy")}</span>
        </Button>
      </div>
    </div>
  );
}
