import { type RouteSectionProps, useLocation, useNavigate } from "@solidjs/router";
import {
  type Component,
  createEffect,
  createSignal,
  ErrorBoundary,
  lazy,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Suspense,
  Switch,
} from "solid-js";
import type { Module } from "#core/platform/access/modules.ts";
import { ApiError, onFactorAsked, onSignedOut } from "#web/platform/api.ts";
import { followAccent } from "#web/platform/brand.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { keyOf, useKeys } from "#web/platform/keys.ts";
import { followProfile, followWorkspace } from "#web/platform/locale.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { toastFailed } from "#web/ui/toast.tsx";
import { hasModule, leave, useCan, useMe } from "#web/workspace/users/index.ts";
import { BottomBar } from "./bottom-bar.tsx";
import { PhoneHeader } from "./brand.tsx";
import { KeysDialog } from "./keys-dialog.tsx";
import { ALL_PAGES, isAllowed } from "./navigation.ts";
import { SideBar } from "./side-bar.tsx";

const loadPalette = () => import("./palette.tsx");
const Palette = lazy(loadPalette);
/** Fetched in a quiet moment, so that the first letters typed into it are not lost. */
const FETCH_PALETTE_AFTER_MS = 2000;

type ShellProps = RouteSectionProps & {
  /** In place of all else, while a second factor is asked of the person. */
  FactorAsked: Component<{ onSignOut: () => void }>;
};

/** What surrounds every page of somebody who is signed in. */
export function Shell(props: ShellProps) {
  const me = useMe();
  const can = useCan();
  const navigate = useNavigate();
  const location = useLocation();
  const [showsKeys, setShowsKeys] = createSignal(false);
  const [showsPalette, setShowsPalette] = createSignal(false);
  useKeys({ "?": () => setShowsKeys(true) });

  // Also while somebody types; over another dialog it would hide what is being written.
  const onPaletteKey = (event: KeyboardEvent) => {
    const isIt = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && keyOf(event) === "k";
    if (!isIt || !me.isSuccess) return;
    event.preventDefault();
    if (showsPalette()) setShowsPalette(false);
    else if (!document.querySelector("dialog[open]")) setShowsPalette(true);
  };
  onMount(() => {
    addEventListener("keydown", onPaletteKey);
    const timer = setTimeout(() => void loadPalette().catch(() => {}), FETCH_PALETTE_AFTER_MS);
    onCleanup(() => {
      removeEventListener("keydown", onPaletteKey);
      clearTimeout(timer);
    });
  });

  const toSignIn = () => {
    const here = location.pathname + location.search;
    queryClient.removeQueries({ queryKey: ["me"] });
    navigate(here === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(here)}`, { replace: true });
  };
  onSignedOut(toSignIn);
  onFactorAsked(() => !me.data?.needsSecondFactor && void queryClient.invalidateQueries({ queryKey: ["me"] }));
  createEffect(() => {
    if (!me.isSuccess || !me.data) return;
    followProfile(me.data.profile);
    followWorkspace(me.data.workspace);
    followAccent(me.data.workspace.accent);
  });

  // Whoever does not see the page change is put at its beginning.
  createEffect(
    on(
      () => location.pathname,
      () => document.getElementById("main")?.focus({ preventScroll: true }),
      { defer: true },
    ),
  );

  const closed = () => ALL_PAGES.find((page) => location.pathname.startsWith(page.href) && !isAllowed(page, can));
  const refusal = () => (closed()?.module && !hasModule(closed()?.module as Module) ? "module.off" : "auth.forbidden");

  const signOut = async () => {
    try {
      await leave();
      navigate("/sign-in", { replace: true });
    } catch (error) {
      toastFailed(messageOf(error));
    }
  };

  return (
    <Switch>
      <Match when={me.isSuccess && me.data?.needsSecondFactor}>
        <Suspense>
          <props.FactorAsked onSignOut={() => void signOut()} />
        </Suspense>
      </Match>
      <Match when={me.isSuccess}>
        <a href="#main" class="fixed start-3 -top-20 z-50 rounded-lg bg-raised px-3 py-2 shadow-float focus:top-3">
          {t("shell.skip")}
        </a>
        <div class="flex min-h-dvh">
          <SideBar onSignOut={signOut} onShowKeys={() => setShowsKeys(true)} onSearch={() => setShowsPalette(true)} />
          <main id="main" tabindex="-1" class="min-w-0 flex-1 pb-16 outline-none md:pb-0">
            <PhoneHeader />
            <ErrorBoundary
              fallback={(error, reset) => {
                console.error(error);
                return <ErrorState page error={error} onRetry={reset} />;
              }}
            >
              <Show when={!closed()} fallback={<ErrorState page error={new ApiError(refusal(), "", 403)} />}>
                <Suspense fallback={<Skeleton lines={6} class="p-8" />}>{props.children}</Suspense>
              </Show>
            </ErrorBoundary>
          </main>
        </div>
        <BottomBar onSignOut={signOut} onShowKeys={() => setShowsKeys(true)} onSearch={() => setShowsPalette(true)} />
        <Show when={showsPalette()}>
          <ErrorBoundary fallback={(error) => <FailedPalette error={error} onClose={() => setShowsPalette(false)} />}>
            <Suspense>
              <Palette onClose={() => setShowsPalette(false)} onSignOut={() => void signOut()} />
            </Suspense>
          </ErrorBoundary>
        </Show>
        <KeysDialog open={showsKeys()} onClose={() => setShowsKeys(false)} />
      </Match>
      <Match when={me.isError && !(me.error instanceof ApiError && me.error.status === 401)}>
        <main class="grid min-h-dvh place-items-center">
          <ErrorState page error={me.error} onRetry={() => void me.refetch()} />
        </main>
      </Match>
    </Switch>
  );
}

/** It could not be fetched, which the person is told where it would have been. */
function FailedPalette(props: { error: unknown; onClose: () => void }) {
  onMount(() => {
    console.error(props.error);
    toastFailed(messageOf(props.error));
    props.onClose();
  });
  return null;
}
