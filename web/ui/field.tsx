import { createUniqueId, type JSX, Show, splitProps } from "solid-js";

export const INPUT =
  "w-full min-w-0 rounded-lg border border-field-line bg-raised px-3 text-base text-ink transition-colors hover:border-ink-3 focus:border-accent focus:outline-2 focus:outline-offset-0 focus:outline-accent aria-invalid:border-danger";

type Shell = {
  label: string;
  /** The label is read out but not shown: the surroundings say it. */
  labelHidden?: boolean;
  hint?: JSX.Element;
  error?: string | undefined;
  class?: string;
};

type Wired = { id: string; "aria-invalid": boolean | undefined; "aria-describedby": string | undefined };

/** A label, one control, and below it the hint or what is wrong. */
export function Field(props: Shell & { children: (wired: Wired) => JSX.Element }) {
  const id = createUniqueId();
  const wired: Wired = {
    id,
    get "aria-invalid"() {
      return props.error ? true : undefined;
    },
    get "aria-describedby"() {
      return props.error || props.hint ? `${id}-note` : undefined;
    },
  };
  return (
    <div class={`min-w-0 ${props.class ?? ""}`}>
      <label for={id} class={props.labelHidden ? "sr-only" : "mb-1 block font-medium text-ink-2 text-sm"}>
        {props.label}
      </label>
      {props.children(wired)}
      <FieldNote id={`${id}-note`} error={props.error} hint={props.hint} />
    </div>
  );
}

export function FieldNote(props: { id?: string; error?: string | undefined; hint?: JSX.Element }) {
  return (
    <Show when={props.error || props.hint}>
      <p id={props.id} class={`mt-1 text-sm ${props.error ? "text-danger" : "text-ink-3"}`}>
        {props.error || props.hint}
      </p>
    </Show>
  );
}

const SHELL = ["label", "labelHidden", "hint", "error", "class"] as const;

export function TextField(props: Shell & Omit<JSX.InputHTMLAttributes<HTMLInputElement>, "class">) {
  const [shell, rest] = splitProps(props, SHELL);
  return <Field {...shell}>{(wired) => <input type="text" {...rest} {...wired} class={`${INPUT} h-9`} />}</Field>;
}

export function TextArea(props: Shell & Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, "class">) {
  const [shell, rest] = splitProps(props, SHELL);
  return (
    <Field {...shell}>
      {(wired) => (
        <textarea
          rows={3}
          dir="auto"
          {...rest}
          {...wired}
          class={`${INPUT} field-sizing-content block min-h-20 py-2`}
        />
      )}
    </Field>
  );
}

export type Choice = { value: string; label: string };

type SelectProps = Shell & {
  choices: readonly Choice[];
  /** The first entry, standing for no choice. */
  none?: string;
} & Omit<JSX.SelectHTMLAttributes<HTMLSelectElement>, "class">;

export function SelectField(props: SelectProps) {
  const [shell, own, rest] = splitProps(props, SHELL, ["choices", "none", "value"]);
  return (
    <Field {...shell}>
      {(wired) => (
        <select {...rest} {...wired} class={`${INPUT} h-9 pe-2`}>
          <Options choices={own.choices} none={own.none} value={String(own.value ?? "")} />
        </select>
      )}
    </Field>
  );
}

export function Options(props: { choices: readonly Choice[]; none?: string | undefined; value: string }) {
  return (
    <>
      <Show when={props.none !== undefined}>
        <option value="" selected={props.value === ""}>
          {props.none}
        </option>
      </Show>
      {props.choices.map((choice) => (
        <option value={choice.value} selected={choice.value === props.value}>
          {choice.label}
        </option>
      ))}
    </>
  );
}
