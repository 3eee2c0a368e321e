import { For } from "solid-js";
import type { Customer } from "#core/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { InlineEdit } from "#web/ui/inline-edit.tsx";
import { Blank } from "#web/ui/inline-fields.tsx";
import { Tag } from "#web/ui/tag.tsx";
import { TagInput } from "#web/ui/tag-input.tsx";
import { saveCustomer } from "./save.ts";

export function InlineTags(props: { customer: Customer; readOnly: boolean }) {
  const label = () => t("customers.fields.tags");
  return (
    <InlineEdit
      label={label()}
      path="tags"
      start={() => ({ tags: [...props.customer.tags] })}
      readOnly={props.readOnly}
      onSave={({ tags }) => saveCustomer(props.customer.id, { tags }, label())}
      view={
        <span class="flex flex-wrap gap-1">
          <For each={props.customer.tags} fallback={<Blank>{props.readOnly ? "—" : undefined}</Blank>}>
            {(tag) => <Tag class="text-sm">{tag}</Tag>}
          </For>
        </span>
      }
    >
      {(form) => <TagInput label={label()} tags={form.draft.tags} onChange={(tags) => form.set("tags", tags)} />}
    </InlineEdit>
  );
}
