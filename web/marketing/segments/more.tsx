import { Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";

export function More(props: {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
}) {
  return (
    <Show when={props.query.hasNextPage}>
      <div class="flex justify-center p-4">
        <Button busy={props.query.isFetchingNextPage} onClick={() => void props.query.fetchNextPage()}>
          {t("segments.more")}
        </Button>
      </div>
    </Show>
  );
}
