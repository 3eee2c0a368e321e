import { type Customer, LIMITS } from "#core/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { calendar } from "#web/platform/locale.ts";
import { showDate } from "#web/platform/show.ts";
import { DateInput } from "#web/ui/date-input.tsx";
import { dateExample, dateProblem, readDate } from "#web/ui/dates.ts";
import { FieldNote, INPUT } from "#web/ui/field.tsx";
import { InlineList } from "#web/ui/inline-list.tsx";
import { saveCustomer } from "./save.ts";

type Draft = { name: string; date: string };

/** Days worth remembering every year: each recurs in the calendar it was written in. */
export function OccasionList(props: { customer: Customer; readOnly: boolean }) {
  const label = () => t("customers.fields.occasions");
  return (
    <InlineList
      label={label()}
      one={t("customers.form.occasion")}
      path="occasions"
      most={LIMITS.occasions}
      items={props.customer.occasions}
      readOnly={props.readOnly}
      view={(occasion) => (
        <>
          <bdi>{occasion.name}</bdi> <span class="text-ink-2">· {showDate(occasion.on)}</span>
        </>
      )}
      start={(occasion): Draft => ({
        name: occasion?.name ?? "",
        date: occasion ? showDate(occasion.on, "short") : "",
      })}
      isBlank={(draft) => draft.name.trim() === "" && draft.date.trim() === ""}
      check={problemsOf}
      finish={(draft, before) => {
        const read = readDate(draft.date);
        const on = "on" in read ? read.on : "";
        const same = before?.on === on;
        return {
          name: draft.name.trim(),
          on,
          calendar: same ? before.calendar : "on" in read ? read.calendar : calendar(),
        };
      }}
      onSave={(occasions) => saveCustomer(props.customer.id, { occasions }, label())}
    >
      {(form) => (
        <>
          <div class="grid grid-cols-2 gap-1.5">
            <input
              type="text"
              dir="auto"
              maxlength={80}
              placeholder={t("customers.occasion.name")}
              aria-label={t("customers.occasion.name")}
              aria-invalid={form.errors().name ? true : undefined}
              class={`${INPUT} h-8`}
              value={form.draft.name}
              onInput={(event) => form.set("name", event.currentTarget.value)}
            />
            <DateInput
              label={t("customers.occasion.date")}
              text={form.draft.date}
              invalid={form.errors().date !== undefined}
              onText={(text) => form.set("date", text)}
            />
          </div>
          <FieldNote
            error={form.errors().name ?? form.errors().date ?? form.errors().on}
            hint={t("dates.hint", dateExample())}
          />
        </>
      )}
    </InlineList>
  );
}

function problemsOf(draft: Draft): Record<string, string> | null {
  if (draft.name.trim() === "") return { name: t("customers.occasion.nameNeeded") };
  if (draft.date.trim() === "") return { date: t("customers.occasion.dateNeeded") };
  const wrong = dateProblem(draft.date);
  return wrong ? { date: wrong } : null;
}
