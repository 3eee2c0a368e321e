import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import Plus from "lucide-solid/icons/plus";
import Restore from "lucide-solid/icons/rotate-ccw";
import Trash from "lucide-solid/icons/trash";
import { Index, Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { locale } from "#web/platform/locale.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button, IconButton } from "#web/ui/button.tsx";
import { FieldNote, INPUT } from "#web/ui/field.tsx";
import type { ChoiceDraft } from "./field-form.ts";

type EditorProps = { choices: ChoiceDraft[]; error: string | undefined; onChange: (choices: ChoiceDraft[]) => void };

/** The choices of a field in their order. One that records may hold is retired rather than removed. */
export function ChoicesEditor(props: EditorProps) {
  let list: HTMLUListElement | undefined;
  const set = (at: number, part: Partial<ChoiceDraft>) =>
    props.onChange(props.choices.map((choice, other) => (other === at ? { ...choice, ...part } : choice)));
  const move = (at: number, by: number) => {
    const next = [...props.choices];
    const [moved] = next.splice(at, 1);
    if (moved) next.splice(at + by, 0, moved);
    props.onChange(next);
  };
  const remove = (at: number) => {
    if (props.choices[at]?.value !== undefined) set(at, { retired: true });
    else props.onChange(props.choices.filter((_, other) => other !== at));
  };
  const add = () => {
    props.onChange([...props.choices, { fa: "", en: "", retired: false }]);
    queueMicrotask(() => list?.querySelector<HTMLElement>("li:last-child input")?.focus());
  };
  const order = () => (locale() === "fa" ? (["fa", "en"] as const) : (["en", "fa"] as const));
  return (
    <fieldset>
      <legend class="mb-1 font-medium text-ink-2 text-sm">{t("fields.choices")}</legend>
      <ul ref={list} class="space-y-1.5">
        <Index each={props.choices}>
          {(choice, at) => (
            <li class="flex items-center gap-1">
              <Show
                when={!choice().retired}
                fallback={
                  <span class="min-w-0 flex-1 truncate px-3 text-ink-3 line-through">{choice().fa || choice().en}</span>
                }
              >
                {order().map((language) => (
                  <input
                    type="text"
                    dir={language === "fa" ? "rtl" : "ltr"}
                    maxlength={60}
                    class={`${INPUT} h-9 flex-1`}
                    aria-label={t("fields.choiceIn", showNumber(at + 1), t(`fields.languages.${language}`))}
                    placeholder={t(`fields.languages.${language}`)}
                    value={choice()[language]}
                    onInput={(event) => set(at, { [language]: event.currentTarget.value })}
                    onKeyDown={(event) => {
                      if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
                      event.preventDefault();
                      add();
                    }}
                  />
                ))}
              </Show>
              <span class="flex max-sm:hidden">
                <IconButton icon={ArrowUp} label={t("fields.up")} disabled={at === 0} onClick={() => move(at, -1)} />
                <IconButton
                  icon={ArrowDown}
                  label={t("fields.down")}
                  disabled={at === props.choices.length - 1}
                  onClick={() => move(at, 1)}
                />
              </span>
              <Show
                when={choice().retired}
                fallback={
                  <IconButton
                    icon={Trash}
                    label={t("common.removeOne", choice().fa || choice().en)}
                    onClick={() => remove(at)}
                  />
                }
              >
                <IconButton icon={Restore} label={t("fields.restore")} onClick={() => set(at, { retired: false })} />
              </Show>
            </li>
          )}
        </Index>
      </ul>
      <Button look="quiet" size="small" icon={Plus} class="mt-1.5" onClick={add}>
        {t("fields.addChoice")}
      </Button>
      <FieldNote error={props.error} hint={t("fields.choicesHint")} />
    </fieldset>
  );
}
