import CalendarDays from "lucide-solid/icons/calendar-days";
import { createSignal, lazy, Show, Suspense } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { showDate } from "#web/platform/show.ts";
import { IconButton } from "./button.tsx";
import { dateProblem, readDate } from "./dates.ts";
import { Field, INPUT } from "./field.tsx";

const DatePicker = lazy(() => import("./date-picker.tsx").then((module) => ({ default: module.DatePicker })));

type DateInputProps = {
  id?: string;
  label: string;
  text: string;
  placeholder?: string;
  invalid?: boolean | undefined;
  describedBy?: string | undefined;
  onText: (text: string) => void;
  tall?: boolean;
};

/** A date as it is typed, in either calendar and any digits; or chosen from a month of days. */
export function DateInput(props: DateInputProps) {
  const [open, setOpen] = createSignal(false);
  let box: HTMLDivElement | undefined;
  let input: HTMLInputElement | undefined;
  const value = () => {
    const read = readDate(props.text);
    return "on" in read ? read.on : null;
  };
  const close = () => {
    setOpen(false);
    input?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears of the keys and the focus of what is inside
    <div
      ref={box}
      class="relative"
      onKeyDown={(event) => {
        const opens = event.key === "ArrowDown" && event.target === input;
        if (!opens && !(event.key === "Escape" && open())) return;
        event.preventDefault();
        event.stopPropagation();
        if (opens) setOpen(true);
        else close();
      }}
      onFocusOut={(event) => {
        const next = event.relatedTarget;
        if (next instanceof Node && !box?.contains(next)) setOpen(false);
      }}
    >
      <input
        ref={input}
        id={props.id}
        type="text"
        inputmode="numeric"
        autocomplete="off"
        placeholder={props.placeholder}
        aria-label={props.id ? undefined : props.label}
        aria-invalid={props.invalid || undefined}
        aria-describedby={props.describedBy}
        class={`${INPUT} ${props.tall ? "h-9" : "h-8"} pe-9`}
        value={props.text}
        onInput={(event) => props.onText(event.currentTarget.value)}
      />
      <IconButton
        icon={CalendarDays}
        label={t("dates.pick", props.label)}
        aria-expanded={open()}
        // Tab goes on to the next field; the arrow down opens the calendar from the keyboard.
        tabindex={-1}
        class={`absolute end-0.5 size-7 ${props.tall ? "top-1" : "top-0.5"}`}
        onClick={() => setOpen(!open())}
      />
      <Show when={open()}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the focus where it is */}
        <div
          // What is pressed here acts without taking the focus from the field.
          onMouseDown={(event) => event.preventDefault()}
          class="appear absolute end-0 top-full z-30 mt-1 rounded-xl bg-raised p-3 shadow-float"
        >
          <Suspense>
            <DatePicker
              value={dateProblem(props.text) ? null : value()}
              onPick={(on) => {
                props.onText(showDate(on, "short"));
                close();
              }}
            />
          </Suspense>
        </div>
      </Show>
    </div>
  );
}

type DateFieldProps = {
  label: string;
  text: string;
  onText: (text: string) => void;
  error?: string | undefined;
  hint?: string;
  placeholder?: string;
  class?: string;
};

export function DateField(props: DateFieldProps) {
  return (
    <Field label={props.label} error={props.error} hint={props.hint} class={props.class ?? ""}>
      {(wired) => (
        <DateInput
          tall
          id={wired.id}
          label={props.label}
          text={props.text}
          placeholder={props.placeholder ?? ""}
          invalid={wired["aria-invalid"]}
          describedBy={wired["aria-describedby"]}
          onText={props.onText}
        />
      )}
    </Field>
  );
}
