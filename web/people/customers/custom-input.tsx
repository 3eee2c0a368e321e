import { Show } from "solid-js";
import type { CustomField } from "#core/workspace/fields/index.ts";
import { type CustomDraft, CustomInput, fieldLabel } from "#web/workspace/fields/index.ts";
import { CustomerPicker } from "./customer-picker.tsx";

type InputProps = {
  field: CustomField;
  draft: CustomDraft;
  onChange: (draft: CustomDraft) => void;
  /** The customer whose field it is: nobody is linked to themselves. */
  except?: string;
  id?: string;
  invalid?: boolean | undefined;
  describedBy?: string | undefined;
};

/** The control of any custom field of a customer, links to customers included. */
export function CustomerFieldInput(props: InputProps) {
  return (
    <Show when={props.field.type === "customer"} fallback={<CustomInput {...props} />}>
      <CustomerPicker
        {...props}
        label={fieldLabel(props.field)}
        value={props.draft.text}
        onPick={(text) => props.onChange({ ...props.draft, text })}
      />
    </Show>
  );
}
