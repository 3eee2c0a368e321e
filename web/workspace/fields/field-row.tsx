import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import Grip from "lucide-solid/icons/grip-vertical";
import { createSignal, Show } from "solid-js";
import type { CustomField } from "#core/workspace/fields/index.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button, IconButton } from "#web/ui/button.tsx";
import { Tag } from "#web/ui/tag.tsx";
import { fieldHelp, fieldLabel, typeWord } from "./words.ts";

type RowProps = {
  field: CustomField;
  readOnly: boolean;
  /** How many customers have it so far, while it is being filled; -1 when that stands still. */
  filled: number | undefined;
  first: boolean;
  last: boolean;
  onEdit: () => void;
  onRetire: () => void;
  onMove: (by: -1 | 1) => void;
  onDrag: (on: boolean) => void;
  onDrop: () => void;
};

function listWord({ fillingSince }: CustomField, filled = 0): string {
  if (!fillingSince) return t("fields.inLists");
  if (filled < 0) return t("fields.fillStopped");
  return filled > 0 ? t("fields.filled", showNumber(filled)) : t("fields.filling");
}

/** One field. It is moved by dragging it, by the arrows beside it, or by Alt and an arrow key on its name. */
export function FieldRow(props: RowProps) {
  const [over, setOver] = createSignal(false);
  return (
    <li
      class="flex flex-wrap items-center gap-x-3 gap-y-1 px-1 py-2"
      classList={{ "bg-accent-soft": over() }}
      draggable={!props.readOnly}
      onDragStart={() => props.onDrag(true)}
      onDragEnd={() => props.onDrag(false)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        props.onDrop();
      }}
    >
      <Show when={!props.readOnly}>
        <Grip size={16} class="shrink-0 cursor-grab text-ink-3 max-sm:hidden" aria-hidden="true" />
      </Show>
      <div class="min-w-0 flex-1 basis-48">
        <Show when={!props.readOnly} fallback={<bdi class="font-medium">{fieldLabel(props.field)}</bdi>}>
          <button
            type="button"
            id={`${props.field.id}-name`}
            class="max-w-full truncate rounded font-medium hover:text-accent"
            onClick={() => props.onEdit()}
            onKeyDown={(event) => {
              if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
              event.preventDefault();
              props.onMove(event.key === "ArrowUp" ? -1 : 1);
            }}
          >
            <bdi>{fieldLabel(props.field)}</bdi>
          </button>
        </Show>
        <div class="flex flex-wrap items-center gap-x-2 text-ink-3 text-sm">
          <span>{typeWord(props.field.type)}</span>
          <code class="ltr-text text-xs">custom.{props.field.key}</code>
          <Show when={fieldHelp(props.field)}>{(help) => <bdi class="max-w-full truncate">{help()}</bdi>}</Show>
        </div>
      </div>
      <div class="flex flex-wrap gap-1.5">
        <Show when={props.field.required}>
          <Tag>{t("fields.required")}</Tag>
        </Show>
        <Show when={props.field.inLists}>
          <Tag>{listWord(props.field, props.filled)}</Tag>
        </Show>
      </div>
      <Show when={!props.readOnly}>
        <div class="ms-auto flex items-center">
          <IconButton
            icon={ArrowUp}
            label={t("fields.upOne", fieldLabel(props.field))}
            disabled={props.first}
            onClick={() => props.onMove(-1)}
          />
          <IconButton
            icon={ArrowDown}
            label={t("fields.downOne", fieldLabel(props.field))}
            disabled={props.last}
            onClick={() => props.onMove(1)}
          />
          <Button look="quiet" size="small" onClick={() => props.onRetire()}>
            {t("fields.retire")}
          </Button>
        </div>
      </Show>
    </li>
  );
}
