import Archive from "lucide-solid/icons/archive";
import ArchiveRestore from "lucide-solid/icons/archive-restore";
import Flag from "lucide-solid/icons/flag";
import Handshake from "lucide-solid/icons/handshake";
import Tags from "lucide-solid/icons/tags";
import UserRound from "lucide-solid/icons/user-round";
import { createSignal, For, Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { Button, type Icon } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { Popup, PopupItem } from "#web/ui/popup.tsx";
import { TagInput } from "#web/ui/tag-input.tsx";
import { useUsers } from "#web/workspace/users/index.ts";
import { type BulkAction, runBulk } from "./bulk.ts";
import type { Target } from "./bulk-target.ts";
import { isOpen } from "./parts.ts";
import { type Relation, relationChoices, type Stage, stageChoices } from "./words.ts";

type ActionsProps = {
  archived: boolean;
  target: () => Target;
  /** What is asked before, when nobody has counted whom it is for. */
  sure: string | null;
  /** Whom it was for is no longer in this list. */
  onGone: () => void;
};

/** What can be changed of many customers at once; each is a job on the server that can be taken back. */
export function BulkActions(props: ActionsProps) {
  const users = useUsers();
  const [asked, setAsked] = createSignal<BulkAction | null>(null);
  const run = (action: BulkAction) => {
    setAsked(null);
    void runBulk(action, props.target());
    if (action.kind === "archive" || action.kind === "restore") props.onGone();
  };
  const act = (action: BulkAction) => (props.sure ? setAsked(action) : run(action));
  const owners = () => [
    { value: null, label: t("customers.nobody") },
    ...(users.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <>
      <span aria-hidden="true" class="mx-1 h-5 w-px bg-line-strong max-md:hidden" />
      <Show when={isOpen("tags")}>
        {" "}
        <Popup label={t("selection.tags")} icon={Tags as Icon} title={t("selection.tags")} above panelClass="p-3">
          {(close) => (
            <TagPanel
              onAct={(action) => {
                close();
                act(action);
              }}
            />
          )}
        </Popup>
      </Show>
      <Show when={isOpen("ownerId")}>
        <ChoicePopup
          label={t("selection.owner")}
          icon={UserRound as Icon}
          choices={owners()}
          onChoose={(ownerId) => act({ kind: "assign", ownerId })}
        />
      </Show>
      <Show when={isOpen("lifecycleStage")}>
        <ChoicePopup
          label={t("selection.stage")}
          icon={Flag as Icon}
          choices={stageChoices()}
          onChoose={(stage) => act({ kind: "stage", lifecycleStage: stage as Stage })}
        />
      </Show>
      <Show when={isOpen("relation")}>
        <ChoicePopup
          label={t("selection.relation")}
          icon={Handshake as Icon}
          choices={relationChoices()}
          onChoose={(relation) => act({ kind: "relation", relation: relation as Relation })}
          atEnd
        />
      </Show>
      <Show
        when={props.archived}
        fallback={
          <Button size="small" look="quiet" icon={Archive} onClick={() => act({ kind: "archive" })}>
            {t("customers.archive")}
          </Button>
        }
      >
        <Button size="small" look="quiet" icon={ArchiveRestore} onClick={() => act({ kind: "restore" })}>
          {t("customers.restore")}
        </Button>
      </Show>
      <Dialog
        open={asked() !== null}
        title={t("selection.sure")}
        onClose={() => setAsked(null)}
        footer={
          <>
            <Button look="quiet" onClick={() => setAsked(null)}>
              {t("common.cancel")}
            </Button>
            <Button
              look="primary"
              onClick={() => {
                const action = asked();
                if (action) run(action);
              }}
            >
              {t("selection.doIt")}
            </Button>
          </>
        }
      >
        <p>{props.sure}</p>
      </Dialog>
    </>
  );
}

type ChoiceProps<T> = {
  label: string;
  icon: Icon;
  choices: readonly { value: T; label: string }[];
  onChoose: (value: T) => void;
  atEnd?: boolean;
};

function ChoicePopup<T>(props: ChoiceProps<T>) {
  return (
    <>
      {" "}
      <Popup label={props.label} icon={props.icon} title={props.label} above atEnd={props.atEnd}>
        {(close) => (
          <div class="max-h-[min(20rem,50dvh)] overflow-y-auto">
            <For each={props.choices}>
              {({ value, label }) => (
                <PopupItem
                  onClick={() => {
                    close();
                    props.onChoose(value);
                  }}
                >
                  {label}
                </PopupItem>
              )}
            </For>
          </div>
        )}
      </Popup>
    </>
  );
}

function TagPanel(props: { onAct: (action: BulkAction) => void }) {
  const [tags, setTags] = createSignal<string[]>([]);
  // What is typed and not ended yet is taken with the press, which takes the focus from it.
  const act = (kind: "tag" | "untag") => tags().length > 0 && props.onAct({ kind, tags: tags() });
  return (
    <div class="space-y-2.5">
      <TagInput label={t("selection.tags")} tags={tags()} onChange={setTags} placeholder={t("selection.tags")} />
      <div class="grid grid-cols-2 gap-2">
        <Button size="small" look="primary" onClick={() => act("tag")}>
          {t("selection.addTags")}
        </Button>
        <Button size="small" onClick={() => act("untag")}>
          {t("selection.removeTags")}
        </Button>
      </div>
    </div>
  );
}
