import { createEffect, type JSX, Show } from "solid-js";
import { followAccent } from "#web/platform/brand.ts";
import { AppearanceControls } from "#web/ui/appearance.tsx";
import { Mark } from "#web/ui/mark.tsx";
import { useBrand } from "./queries.ts";

/** The frame of the pages before one is signed in, in the company's colour and with its logo. */
export function Entrance(props: { title: string; text?: string | undefined; children: JSX.Element }) {
  const brand = useBrand();
  createEffect(() => brand.data && followAccent(brand.data.accent));
  return (
    <main class="grid min-h-dvh place-items-center px-5 py-10">
      <div class="w-full max-w-sm">
        <div class="mb-8 flex flex-col items-center gap-3 text-center">
          <Show when={brand.data?.logo} fallback={<Mark size={52} />}>
            {(logo) => <img src={logo()} alt="" class="h-14 max-w-48 rounded-xl bg-white object-contain" />}
          </Show>
          <div>
            <h1 class="text-balance font-semibold text-2xl">{props.title}</h1>
            <Show when={props.text}>
              <p class="mt-1 text-pretty text-ink-2">{props.text}</p>
            </Show>
          </div>
        </div>
        {props.children}
        <div class="mt-6 flex justify-center">
          <AppearanceControls />
        </div>
      </div>
    </main>
  );
}

export function Card(props: { onSubmit: () => void; children: JSX.Element }) {
  return (
    <form
      class="space-y-4 rounded-2xl border bg-surface p-6 shadow-raised"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      {props.children}
    </form>
  );
}

export function Problem(props: { text: string | null | undefined }) {
  return (
    <Show when={props.text}>
      <p role="alert" class="rounded-lg bg-danger-soft px-3 py-2 text-danger">
        {props.text}
      </p>
    </Show>
  );
}

export const LINK = "text-accent underline-offset-4 hover:underline";

/** What stands after `#` in a link that was sent; it is taken out of the address at once. */
export function takeSecret(): string {
  const secret = decodeURIComponent(location.hash.slice(1));
  if (secret) history.replaceState(history.state, "", location.pathname);
  return secret;
}
