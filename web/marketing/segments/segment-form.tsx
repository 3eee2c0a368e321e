import { useNavigate } from "@solidjs/router";
import { createEffect, createSignal, Show } from "solid-js";
import { checkRule } from "#core/platform/rules/check-rule.ts";
import {
  AllFields,
  type Filter,
  FilterConditions,
  filterFields,
  NO_FILTER,
  parseFilter,
  ruleOf,
} from "#web/people/customers/index.ts";
import { ApiError } from "#web/platform/api.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { TextArea, TextField } from "#web/ui/field.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import { useFields } from "#web/workspace/fields/index.ts";
import { Preview } from "./preview.tsx";
import { addSegment, changeSegment, type Segment } from "./queries.ts";

type DialogProps = { segment: Segment | null; filter?: Filter | undefined; onClose: () => void };

/** A new segment, or another name and rule for one that is there. */
export function SegmentDialog(props: DialogProps) {
  const navigate = useNavigate();
  useFields();
  const [name, setName] = createSignal(props.segment?.name ?? "");
  const [description, setDescription] = createSignal(props.segment?.description ?? "");
  const [kind, setKind] = createSignal<"dynamic" | "static">(props.segment?.kind ?? "dynamic");
  const begun = () => (props.segment ? parseFilter(JSON.stringify(props.segment.rule ?? { all: [] })) : props.filter);
  const [filter, setFilter] = createSignal<Filter>(begun() ?? NO_FILTER);
  const [adding, setAdding] = createSignal((begun()?.conditions.length ?? 0) === 0);
  const [problem, setProblem] = createSignal<{ field: "name" | "rule" | null; text: string } | null>(null);
  const [busy, setBusy] = createSignal(false);
  const rule = () => ruleOf(filter());
  const ruleBegun = JSON.stringify(rule());
  // Of one that is there, a rule that nobody touched stays as it is, also a broken one.
  const isNew = () => kind() === "dynamic" && (!props.segment || JSON.stringify(rule()) !== ruleBegun);
  const isWhole = () => filter().conditions.length > 0 && checkRule(rule(), filterFields()).broken.length === 0;
  createEffect(() => {
    name();
    filter();
    setProblem(null);
  });

  const save = async () => {
    if (name().trim() === "") return setProblem({ field: "name", text: t("segments.nameNeeded") });
    if (isNew() && !isWhole())
      return setProblem({
        field: "rule",
        text: t(filter().conditions.length === 0 ? "segments.ruleNeeded" : "segments.ruleUnfinished"),
      });
    const content = { name: name().trim(), description: description().trim() || null };
    setBusy(true);
    try {
      if (props.segment) {
        await changeSegment(props.segment, { ...content, ...(isNew() && { rule: rule() }) });
        toastDone(t("segments.saved", content.name));
        props.onClose();
      } else {
        const made = await addSegment({ ...content, kind: kind(), ...(kind() === "dynamic" && { rule: rule() }) });
        toastDone(t("segments.made", content.name));
        props.onClose();
        navigate(`/segments/${made.id}`);
      }
    } catch (error) {
      const path = error instanceof ApiError ? error.details?.[0]?.path : undefined;
      setProblem({
        field: path === "name" ? "name" : path?.startsWith("rule") ? "rule" : null,
        text: sayProblem(error),
      });
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      wide
      title={props.segment ? t("segments.edit") : t("segments.create")}
      onClose={props.onClose}
      footer={
        <>
          <Show when={problem()?.field === null && problem()}>
            {(found) => (
              <span role="alert" class="me-auto text-danger">
                {found().text}
              </span>
            )}
          </Show>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button look="primary" busy={busy()} onClick={() => void save()}>
            {props.segment ? t("common.save") : t("segments.makeIt")}
          </Button>
        </>
      }
    >
      <div class="space-y-4">
        <TextField
          label={t("segments.name")}
          autofocus
          dir="auto"
          maxlength={80}
          autocomplete="off"
          error={problem()?.field === "name" ? problem()?.text : undefined}
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <TextArea
          label={t("segments.description")}
          maxlength={500}
          rows={2}
          value={description()}
          onInput={(event) => setDescription(event.currentTarget.value)}
        />
        <Show when={!props.segment}>
          <Segmented
            label={t("segments.kind")}
            class="w-full"
            value={kind()}
            onChange={setKind}
            choices={[
              { value: "dynamic", label: t("segments.kinds.dynamic") },
              { value: "static", label: t("segments.kinds.static") },
            ]}
          />
        </Show>
        <Show when={kind() === "dynamic"} fallback={<p class="text-ink-2">{t("segments.staticText")}</p>}>
          <section aria-label={t("segments.rule")} class="rounded-xl border bg-sunk p-3.5">
            <h3 class="mb-2 font-medium text-ink-2 text-sm">{t("segments.rule")}</h3>
            <AllFields.Provider value={true}>
              <FilterConditions
                filter={filter()}
                onChange={setFilter}
                begins={adding()}
                onLeave={() => setAdding(false)}
              />
            </AllFields.Provider>
            <Show when={problem()?.field === "rule" && problem()}>
              {(found) => (
                <p role="alert" class="mt-2 text-danger text-sm">
                  {found().text}
                </p>
              )}
            </Show>
          </section>
          <Preview rule={isWhole() ? rule() : null} of={props.segment?.id} />
        </Show>
      </div>
    </Dialog>
  );
}

/** A circle names its way round. */
function sayProblem(error: unknown): string {
  if (error instanceof ApiError && error.code === "segment.circle") {
    const names = error.details?.[0]?.names;
    if (Array.isArray(names)) return t("segments.circle", names.join(t("segments.arrow")));
  }
  return messageOf(error);
}
