import { createMemo, For, Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { SelectField, TextArea, TextField } from "#web/ui/field.tsx";
import { type Gateway, NO_GATEWAY, PRESETS } from "./gateway-presets.ts";

type Props = {
  gateway: Gateway | null;
  /** Names of the secrets that are kept. */
  kept: readonly string[];
  /** Typed, not kept yet. */
  secrets: Record<string, string>;
  errors: Record<string, string>;
  onGateway: (gateway: Gateway | null) => void;
  onSecret: (name: string, value: string) => void;
};

const asked = (gateway: Gateway): string[] => {
  const all = [gateway.url, gateway.body, ...gateway.headers.map(({ value }) => value)].join(" ");
  return [...new Set([...all.matchAll(/\{secret\.([A-Za-z][A-Za-z0-9_]*)\}/g)].map(([, name]) => name as string))];
};

const linesOf = (gateway: Gateway) => gateway.headers.map(({ name, value }) => `${name}: ${value}`).join("\n");

function headersOf(text: string): Gateway["headers"] {
  return text.split("\n").flatMap((line) => {
    const at = line.indexOf(":");
    return at > 0 ? [{ name: line.slice(0, at).trim(), value: line.slice(at + 1).trim() }] : [];
  });
}

/** A provider of short messages, set up by what its documentation says. */
export function GatewayForm(props: Props) {
  const set = (part: Partial<Gateway>) => props.onGateway({ ...(props.gateway ?? NO_GATEWAY), ...part });
  const secrets = createMemo(() => (props.gateway ? asked(props.gateway) : []), [], {
    equals: (a, b) => a.join() === b.join(),
  });
  const wrong = (name: string) => props.errors[`gateway.${name}`];
  return (
    <div class="space-y-4">
      <div class="flex flex-wrap gap-2">
        <For each={PRESETS}>
          {({ gateway }) => (
            <Button size="small" onClick={() => props.onGateway(gateway)}>
              {gateway.name}
            </Button>
          )}
        </For>
        <Button size="small" onClick={() => set({})}>
          {t("sending.otherGateway")}
        </Button>
        <Show when={props.gateway}>
          <Button size="small" look="quiet" onClick={() => props.onGateway(null)}>
            {t("sending.noGateway")}
          </Button>
        </Show>
      </div>
      <Show when={props.gateway}>
        {(gateway) => (
          <>
            <div class="grid gap-3 sm:grid-cols-[1fr_8rem]">
              <TextField
                label={t("sending.gatewayName")}
                value={gateway().name}
                error={wrong("name")}
                onInput={(event) => set({ name: event.currentTarget.value })}
              />
              <SelectField
                label={t("sending.method")}
                value={gateway().method}
                choices={["GET", "POST"].map((value) => ({ value, label: value }))}
                onChange={(event) => set({ method: event.currentTarget.value as Gateway["method"] })}
              />
            </div>
            <TextField
              label={t("sending.url")}
              dir="ltr"
              value={gateway().url}
              error={wrong("url")}
              onInput={(event) => set({ url: event.currentTarget.value })}
            />
            <TextArea
              label={t("sending.headers")}
              dir="ltr"
              value={linesOf(gateway())}
              onChange={(event) => set({ headers: headersOf(event.currentTarget.value) })}
            />
            <Show when={gateway().method === "POST"}>
              <TextArea
                label={t("sending.body")}
                dir="ltr"
                value={gateway().body}
                error={wrong("body")}
                onInput={(event) => set({ body: event.currentTarget.value })}
              />
            </Show>
            <p class="text-ink-3 text-sm">{t("sending.placeholders")}</p>
            <div class="grid gap-3 sm:grid-cols-3">
              <TextField
                label={t("sending.successPath")}
                dir="ltr"
                value={gateway().successPath}
                onInput={(event) => set({ successPath: event.currentTarget.value })}
              />
              <TextField
                label={t("sending.successValue")}
                dir="ltr"
                value={gateway().successValue}
                onInput={(event) => set({ successValue: event.currentTarget.value })}
              />
              <TextField
                label={t("sending.idPath")}
                dir="ltr"
                value={gateway().idPath}
                onInput={(event) => set({ idPath: event.currentTarget.value })}
              />
            </div>
            <For each={secrets()}>
              {(name) => (
                <TextField
                  label={t("sending.secret", name)}
                  type="password"
                  dir="ltr"
                  autocomplete="new-password"
                  placeholder={props.kept.includes(name) ? "••••••••" : ""}
                  hint={t(props.kept.includes(name) ? "sending.secretKept" : "sending.secretMissing")}
                  value={props.secrets[name] ?? ""}
                  onInput={(event) => props.onSecret(name, event.currentTarget.value)}
                />
              )}
            </For>
          </>
        )}
      </Show>
    </div>
  );
}
