import CircleQuestionMark from "lucide-solid/icons/circle-question-mark";
import { For, Show } from "solid-js";
import type { ImportPreview } from "#core/workspace/imports/index.ts";
import { t } from "#web/platform/i18n.ts";
import { SelectField } from "#web/ui/field.tsx";
import type { ImportRequest } from "./queries.ts";

export type Dates = NonNullable<ImportRequest["dates"]>;
type Question = "calendar" | "dayOrder";

type QuestionsProps = {
  columns: ImportPreview["columns"];
  dates: Dates;
  /** What a look through the whole file found open besides. */
  asks: readonly { column: number; asks: Question }[];
  onAnswer: (column: number, answer: NonNullable<Dates[number]>) => void;
};

const CHOICES = {
  calendar: ["persian", "gregorian", "byYear"],
  dayOrder: ["dayFirst", "monthFirst"],
} as const;

/** What must be said before the dates of a column can be read; an answer may be changed. */
export function DateQuestions(props: QuestionsProps) {
  const shown = () =>
    props.columns.flatMap((column, at) => {
      const asked = column.asks ?? props.asks.find((one) => one.column === at)?.asks ?? null;
      const said = props.dates[at] ?? {};
      const kinds = (["calendar", "dayOrder"] as const).filter((kind) => asked === kind || said[kind]);
      return kinds.map((kind) => ({ at, heading: column.heading, samples: column.samples, kind, said: said[kind] }));
    });
  return (
    <Show when={shown().length > 0}>
      <section aria-label={t("imports.questions")} class="rounded-xl border border-accent bg-accent-soft p-4">
        <h3 class="flex items-center gap-2 font-semibold">
          <CircleQuestionMark size={18} class="shrink-0 text-accent" />
          {t("imports.questions")}
        </h3>
        <div class="mt-3 grid gap-4 sm:grid-cols-2 lg:max-w-2xl">
          <For each={shown()}>
            {(one) => (
              <SelectField
                label={t(`imports.asks.${one.kind}`, one.heading)}
                hint={one.samples.join(t("common.comma"))}
                none={one.said ? undefined : t("imports.chooseAnswer")}
                value={one.said ?? ""}
                choices={CHOICES[one.kind].map((value) => ({ value, label: t(`imports.answers.${value}`) }))}
                onChange={(event) => {
                  const value = event.currentTarget.value;
                  if (value) props.onAnswer(one.at, { ...props.dates[one.at], [one.kind]: value });
                }}
              />
            )}
          </For>
        </div>
      </section>
    </Show>
  );
}
