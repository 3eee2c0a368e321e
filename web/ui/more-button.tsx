import { type JSX, Show } from "solid-js";
import { messageOf } from "#web/platform/errors.ts";
import { Button } from "./button.tsx";

type Pages = {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  error: unknown;
  fetchNextPage: () => Promise<unknown>;
};

/** Under a list, while there is more of it; says when it could not be fetched. */
export function MoreButton(props: { of: Pages; children: JSX.Element }) {
  return (
    <Show when={props.of.hasNextPage}>
      <div class="flex flex-wrap items-center justify-center gap-3 p-5">
        <Show when={props.of.isFetchNextPageError}>
          <span role="alert">{messageOf(props.of.error)}</span>
        </Show>
        <Button busy={props.of.isFetchingNextPage} onClick={() => void props.of.fetchNextPage()}>
          {props.children}
        </Button>
      </div>
    </Show>
  );
}
