import { createSignal, Show } from "solid-js";
import { toLatinDigits } from "#core/platform/digits.ts";
import { type BuiltInRole, PERMISSIONS, type Permission, permissionsOf, ROLES } from "#core/platform/permissions.ts";
import { REQUESTS_A_MINUTE } from "#core/platform/request-limits.ts";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { timeZone } from "#web/platform/locale.ts";
import { instantOf } from "#web/platform/moments.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button } from "#web/ui/button.tsx";
import { DateField } from "#web/ui/date-input.tsx";
import { dateProblem, readDate } from "#web/ui/dates.ts";
import { Dialog } from "#web/ui/dialog.tsx";
import { SelectField, TextField } from "#web/ui/field.tsx";
import { SecretOnce } from "#web/ui/secret-once.tsx";
import { Toggle } from "#web/ui/toggle.tsx";
import { addApiKey } from "./queries.ts";
import { Scopes } from "./scopes.tsx";

export function NewKeyDialog(props: { open: boolean; onClose: () => void }) {
  return (
    <Show when={props.open}>
      <OpenDialog onClose={props.onClose} />
    </Show>
  );
}

const EXPIRIES = ["30", "90", "365", "on", "never"] as const;
type Expiry = (typeof EXPIRIES)[number];
const DAY_MS = 86_400_000;

function OpenDialog(props: { onClose: () => void }) {
  const [name, setName] = createSignal("");
  const [role, setRole] = createSignal<BuiltInRole>("agent");
  const [narrow, setNarrow] = createSignal(false);
  const [chosen, setChosen] = createSignal<readonly Permission[]>([]);
  const [expiry, setExpiry] = createSignal<Expiry>("365");
  const [lastDay, setLastDay] = createSignal("");
  const [perMinute, setPerMinute] = createSignal("");
  const [secret, setSecret] = createSignal<string | null>(null);
  const [problems, setProblems] = createSignal<Record<string, string>>({});
  const [busy, setBusy] = createSignal(false);
  const ofRole = () => PERMISSIONS.filter((permission) => permissionsOf(role()).has(permission));
  const given = () => ofRole().filter((permission) => chosen().includes(permission));
  const most = () => showNumber(REQUESTS_A_MINUTE.key);

  const expiresAt = (): string | null | undefined => {
    if (expiry() === "never") return undefined;
    if (expiry() !== "on") return new Date(Date.now() + Number(expiry()) * DAY_MS).toISOString();
    const read = readDate(lastDay());
    return "on" in read && read.on ? instantOf(read.on, "23:59", timeZone()) : null;
  };
  const wrong = (): Record<string, string> => {
    const count = Number(toLatinDigits(perMinute()) || 1);
    const found: Record<string, string> = {};
    if (name().trim() === "") found.name = t("apiKeys.nameNeeded");
    if (narrow() && given().length === 0) found.permissions = t("apiKeys.permissionsNeeded");
    if (expiresAt() === null) found.expiresAt = dateProblem(lastDay()) ?? t("errors.codes.apiKey.expiry_past");
    if (!Number.isInteger(count) || count < 1 || count > REQUESTS_A_MINUTE.key)
      found.perMinute = t("apiKeys.perMinuteWrong", most());
    return found;
  };
  const create = async () => {
    setProblems(wrong());
    if (Object.keys(problems()).length > 0) return;
    const until = expiresAt();
    const limit = toLatinDigits(perMinute());
    setBusy(true);
    try {
      const body = {
        name: name().trim(),
        role: role(),
        ...(narrow() && { permissions: given() }),
        ...(until && { expiresAt: until }),
        ...(limit !== "" && { perMinute: Number(limit) }),
      };
      setSecret(await addApiKey(body));
    } catch (error) {
      const found = fieldErrorsOf(error);
      setProblems(Object.keys(found).length > 0 ? found : { all: messageOf(error) });
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
              error={problems().name}
              dir="auto"
              maxlength={80}
              autocomplete="off"
              autofocus
              value={name()}
              onInput={(event) => setName(event.currentTarget.value)}
            />
            <div>
              <SelectField
                label={t("apiKeys.role")}
                hint={t(`roles.hints.${role()}`)}
                value={role()}
                choices={ROLES.map((value) => ({ value, label: t(`roles.names.${value}`) }))}
                onChange={(event) => setRole(event.currentTarget.value as BuiltInRole)}
              />
              <div class="mt-3">
                <Toggle label={t("apiKeys.onlyThese")} checked={narrow()} onChange={setNarrow} />
              </div>
              <Show when={narrow()}>
                <Scopes offered={ofRole()} chosen={chosen()} onChange={setChosen} error={problems().permissions} />
              </Show>
            </div>
            <div class="grid gap-4 sm:grid-cols-2">
              <SelectField
                label={t("apiKeys.expiry")}
                value={expiry()}
                choices={EXPIRIES.map((value) => ({ value, label: t(`apiKeys.expiries.${value}`) }))}
                error={expiry() === "on" ? undefined : problems().expiresAt}
                onChange={(event) => setExpiry(event.currentTarget.value as Expiry)}
              />
              <Show when={expiry() === "on"}>
                <DateField
                  label={t("apiKeys.expiryDay")}
                  text={lastDay()}
                  onText={setLastDay}
                  error={problems().expiresAt}
                />
              </Show>
              <TextField
                label={t("apiKeys.perMinute")}
                hint={t("apiKeys.perMinuteHint", most())}
                error={problems().perMinute}
                dir="ltr"
                inputmode="numeric"
                maxlength={7}
                autocomplete="off"
                value={perMinute()}
                onInput={(event) => setPerMinute(event.currentTarget.value)}
              />
            </div>
            <Show when={problems().all}>
              {(text) => (
                <p role="alert" class="rounded-lg bg-danger-soft px-3 py-2 text-danger">
                  {text()}
                </p>
              )}
            </Show>
          </form>
        }
      >
        {(shown) => <SecretOnce label={t("apiKeys.secret")} text={t("apiKeys.secretText")} secret={shown()} />}
      </Show>
    </Dialog>
  );
}
