import { INPUT } from "./field.tsx";

type DateInputProps = {
  id?: string;
  label: string;
  text: string;
  invalid?: boolean;
  onText: (text: string) => void;
};

/** A date as it is typed: either calendar, Persian or Latin digits. */
export function DateInput(props: DateInputProps) {
  return (
    <input
      id={props.id}
      type="text"
      inputmode="numeric"
      autocomplete="off"
      dir="ltr"
      aria-label={props.id ? undefined : props.label}
      aria-invalid={props.invalid || undefined}
      class={`${INPUT} h-8 rtl:text-end`}
      value={props.text}
      onInput={(event) => props.onText(event.currentTarget.value)}
    />
  );
}
