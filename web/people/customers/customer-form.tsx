import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { type Customer, LIMITS } from "#core/people/customers/index.ts";
import { newIdempotencyKey } from "#web/platform/api.ts";
import { createDraft } from "#web/platform/drafts.ts";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { isSendKey } from "#web/platform/keys.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { Field, SelectField, TextField } from "#web/ui/field.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { TagInput } from "#web/ui/tag-input.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import { useFields } from "#web/workspace/fields/index.ts";
import { useMe, useUsers } from "#web/workspace/users/index.ts";
import { ContactRows } from "./contact-rows.tsx";
import { CustomForm } from "./custom-form.tsx";
import { MoreFields, type TextName } from "./customer-form-more.tsx";
import { LikelyDuplicates, useLikelyDuplicates } from "./likely-duplicates.tsx";
import { type CustomerDraft, emptyDraft, nameOf, placesInForm, problemsOf, requestOf } from "./new-customer.ts";
import { isAsked } from "./parts.ts";
import { addCustomer } from "./queries.ts";
import { type Kind, relationChoices, stageChoices } from "./words.ts";

type FormProps = {
  onClose: () => void;
  /** What is known of them already; `of` names the draft, so that it is not taken for another's. */
  given?: { of: string; values: Partial<CustomerDraft> };
  /** What comes next, in place of the new customer's page. */
  onAdded?: (customer: Customer) => void;
};

export function CustomerForm(props: FormProps & { open: boolean }) {
  return (
    <Show when={props.open}>
      <OpenForm {...props} />
    </Show>
  );
}

function OpenForm(props: FormProps) {
  const navigate = useNavigate();
  const me = useMe();
  const users = useUsers();
  useFields();
  const draft = createDraft<CustomerDraft>(
    [me.data?.actor.id, "new-customer", ...(props.given ? [props.given.of] : [])].join("."),
    () => ({ ...emptyDraft(), ...structuredClone(props.given?.values) }),
  );
  const [errors, setErrors] = createSignal<Record<string, string>>({});
  const [problem, setProblem] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  let form: HTMLFormElement | undefined;
  let idempotencyKey = newIdempotencyKey();

  const duplicates = useLikelyDuplicates(() => {
    const name = nameOf(draft.value);
    const phones = !isAsked("phones")
      ? []
      : draft.value.phones.map((row) => row.value.trim()).filter((value) => value.length >= 7);
    const emails = !isAsked("emails")
      ? []
      : draft.value.emails.map((row) => row.value.trim()).filter((value) => value.includes("@"));
    const nationalId = isAsked("nationalId") ? draft.value.nationalId.trim() : "";
    if (name.length < 3 && phones.length + emails.length === 0 && nationalId.length < 8) return null;
    return {
      ...(name.length >= 3 && { name }),
      ...(phones.length > 0 && { phones }),
      ...(emails.length > 0 && { emails }),
      ...(nationalId.length >= 8 && { nationalId }),
    };
  });

  const showErrors = (found: Record<string, string>) => {
    setErrors(found);
    queueMicrotask(() => {
      const wrong = form?.querySelector<HTMLElement>("[aria-invalid]");
      wrong?.closest("details")?.setAttribute("open", "");
      wrong?.focus();
    });
  };
  const submit = async () => {
    setProblem(null);
    const problems = problemsOf(draft.value, me.data?.workspace.region ?? "IR");
    if (Object.keys(problems).length > 0) return showErrors(problems);
    setErrors({});
    setBusy(true);
    try {
      const { customer } = await addCustomer(requestOf(draft.value), idempotencyKey);
      draft.clear();
      if (props.onAdded) return props.onAdded(customer);
      toastDone(t("customers.form.created", customer.name));
      navigate(`/customers/${customer.id}`);
    } catch (error) {
      setProblem(messageOf(error));
      showErrors(placesInForm(draft.value, fieldErrorsOf(error)));
      // What was refused may be sent again changed, which is another request.
      idempotencyKey = newIdempotencyKey();
    } finally {
      setBusy(false);
    }
  };

  const text = (name: TextName, label: string) => ({
    label,
    value: draft.value[name] as string,
    error: errors()[name],
    onInput: (event: { currentTarget: { value: string } }) => draft.set(name, event.currentTarget.value as never),
  });
  const select = (name: TextName, label: string) => ({
    label,
    value: draft.value[name] as string,
    error: errors()[name],
    onChange: (event: { currentTarget: { value: string } }) => draft.set(name, event.currentTarget.value as never),
  });

  return (
    <Dialog
      open
      wide
      title={t("customers.form.title")}
      onClose={props.onClose}
      footer={
        <>
          <Show when={draft.wasKept}>
            <span class="me-auto flex items-center gap-2 text-ink-3 text-sm">
              {t("common.draftKept")}
              <Button size="small" look="quiet" onClick={draft.clear}>
                {t("common.clearDraft")}
              </Button>
            </span>
          </Show>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form="new-customer" look="primary" busy={busy()}>
            {t("customers.form.submit")}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        id="new-customer"
        noValidate
        class="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        onKeyDown={(event) => isSendKey(event) && void submit()}
      >
        <Segmented<Kind>
          label={t("customers.fields.kind")}
          value={draft.value.kind}
          onChange={(kind) => draft.set("kind", kind)}
          choices={[
            { value: "person", label: t("customers.kinds.person") },
            { value: "organisation", label: t("customers.kinds.organisation") },
          ]}
        />
        <div class="grid gap-4 sm:grid-cols-2">
          <Show
            when={draft.value.kind === "organisation"}
            fallback={
              <>
                <TextField
                  {...text("givenName", t("customers.fields.givenName"))}
                  dir="auto"
                  autocomplete="off"
                  autofocus
                />
                <TextField {...text("familyName", t("customers.fields.familyName"))} dir="auto" autocomplete="off" />
              </>
            }
          >
            <TextField
              {...text("name", t("customers.form.organisationName"))}
              class="sm:col-span-2"
              dir="auto"
              autocomplete="off"
            />
          </Show>
        </div>
        <LikelyDuplicates found={duplicates()} onOpen={props.onClose} />
        <div class="grid gap-4 sm:grid-cols-2">
          <Show when={isAsked("phones")}>
            <ContactRows
              legend={t("customers.fields.phones")}
              one={t("customers.form.phone")}
              labels={[t("customers.labels.mobile"), t("customers.labels.work"), t("customers.labels.home")]}
              rows={draft.value.phones}
              type="tel"
              most={LIMITS.phones}
              errorOf={(at) => errors()[`phones.${at}`]}
              onChange={(rows) => draft.set("phones", rows)}
            />
          </Show>
          <Show when={isAsked("emails")}>
            <ContactRows
              legend={t("customers.fields.emails")}
              one={t("customers.form.email")}
              labels={[t("customers.labels.work"), t("customers.labels.personal")]}
              rows={draft.value.emails}
              type="email"
              most={LIMITS.emails}
              errorOf={(at) => errors()[`emails.${at}`]}
              onChange={(rows) => draft.set("emails", rows)}
            />
          </Show>
          <Show when={isAsked("relation")}>
            <SelectField {...select("relation", t("customers.fields.relation"))} choices={relationChoices()} />
          </Show>
          <Show when={isAsked("lifecycleStage")}>
            <SelectField {...select("lifecycleStage", t("customers.fields.lifecycleStage"))} choices={stageChoices()} />
          </Show>
          <Show when={isAsked("addresses")}>
            <TextField {...text("city", t("customers.fields.city"))} dir="auto" autocomplete="off" />
          </Show>
          <Show when={isAsked("ownerId")}>
            <SelectField
              {...select("ownerId", t("customers.fields.ownerId"))}
              none={t("customers.nobody")}
              choices={(users.data ?? []).map((user) => ({ value: user.id, label: user.name }))}
            />
          </Show>
        </div>
        <Show when={isAsked("tags")}>
          <Field label={t("customers.fields.tags")} hint={t("customers.form.tagsHint")}>
            {(wired) => (
              <TagInput
                id={wired.id}
                label={t("customers.fields.tags")}
                tags={draft.value.tags}
                onChange={(tags) => draft.set("tags", tags)}
              />
            )}
          </Field>
        </Show>
        <CustomForm draft={draft} errors={errors()} required />
        <MoreFields draft={draft} errors={errors()} text={text} select={select} />
        <Show when={problem()}>
          <p role="alert" class="rounded-lg bg-danger-soft px-3 py-2 text-danger">
            {problem()}
          </p>
        </Show>
      </form>
    </Dialog>
  );
}
