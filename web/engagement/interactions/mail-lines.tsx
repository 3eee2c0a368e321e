import Paperclip from "lucide-solid/icons/paperclip";
import Reply from "lucide-solid/icons/reply";
import { For, Show } from "solid-js";
import type { Interaction } from "#core/engagement/interactions/index.ts";
import { t } from "#web/platform/i18n.ts";
import { Tag } from "#web/ui/tag.tsx";

/** Of a mail that came by itself: who wrote it, and that it answers a message of ours. */
export function MailSender(props: { interaction: Interaction }) {
  return (
    <Show when={props.interaction.sender}>
      {(sender) => (
        <p class="mt-0.5 flex flex-wrap items-center gap-x-2 text-ink-3 text-sm">
          <bdi class="break-all" title={sender().address}>
            {sender().name ? `${sender().name} <${sender().address}>` : sender().address}
          </bdi>
          <Show when={props.interaction.answersId}>
            <span class="inline-flex items-center gap-1">
              <Reply size={13} class="rtl:-scale-x-100" />
              {t("interactions.answers")}
            </span>
          </Show>
        </p>
      )}
    </Show>
  );
}

/** Names of what came with it. */
export function Attachments(props: { names: readonly string[] }) {
  return (
    <Show when={props.names.length > 0}>
      <p class="mt-1.5 flex flex-wrap items-center gap-1.5 text-ink-3 text-sm">
        <Paperclip size={14} />
        <span class="sr-only">{t("interactions.attachments")}</span>
        <For each={props.names}>{(name) => <Tag>{name}</Tag>}</For>
        <span>{t("interactions.attachmentsLeft")}</span>
      </p>
    </Show>
  );
}
