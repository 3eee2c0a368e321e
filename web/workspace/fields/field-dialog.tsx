import { createSignal, Show } from "solid-js";
import { createStore } from "solid-js/store";
import { CUSTOM_TYPES, type CustomField, FIELD_LIMITS } from "#core/workspace/fields/index.ts";
import { newIdempotencyKey } from "#web/platform/api.ts";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { isSendKey } from "#web/platform/keys.ts";
import { locale } from "#web/platform/locale.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { Field, FieldNote, SelectField, TextField } from "#web/ui/field.tsx";
import { toastDone } from "#web/ui/toast.tsx";
import { Toggle } from "#web/ui/toggle.tsx";
import { useMe } from "#web/workspace/users/index.ts";
import { ChoicesEditor } from "./choices-editor.tsx";
import { CustomInput } from "./custom-input.tsx";
import {
  costOf,
  emptyField,
  type FieldDraft,
  fieldOf,
  formOf,
  hasChoices,
  newBodyOf,
  patchBodyOf,
  problemsOf,
} from "./field-form.ts";
import { addField, editField, useFields } from "./queries.ts";
import { fieldLabel, typeWord } from "./words.ts";

/** Makes a field, or changes the one given. */
export function FieldDialog(props: { field: CustomField | null; onClose: () => void }) {
  const me = useMe();
  const known = useFields();
  const field = props.field ?? undefined;
  const [draft, setDraft] = createStore<FieldDraft>(field ? formOf(field) : emptyField());
  const [errors, setErrors] = createSignal<Record<string, string>>({});
  const [problem, setProblem] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const currency = () => me.data?.workspace.currency ?? "IRR";
  let form: HTMLFormElement | undefined;
  let key = newIdempotencyKey();

  const save = async () => {
    setProblem(null);
    const wrong = problemsOf(draft, currency(), field);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) {
      queueMicrotask(() => form?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
      return;
    }
    setBusy(true);
    try {
      const saved = field
        ? await editField(field.id, patchBodyOf(draft, currency(), field))
        : await addField(newBodyOf(draft, currency()), key);
      toastDone(t(field ? "fields.saved" : "fields.added", fieldLabel(saved)));
      props.onClose();
    } catch (error) {
      setErrors(fieldErrorsOf(error));
      setProblem(messageOf(error));
      key = newIdempotencyKey();
    } finally {
      setBusy(false);
    }
  };

  const cost = () => costOf(draft, field);
  const used = () => {
    const own = field?.inLists && !field.retiredAt ? (costOf(formOf(field), field) ?? 0) : 0;
    return (known.data?.use.cardBytes ?? 0) - own;
  };
  const listHint = () => {
    const bytes = cost();
    if (bytes === null) return t("fields.notInLists");
    return t("fields.listCost", showNumber(bytes), showNumber(Math.max(0, FIELD_LIMITS.cardBytes - used())));
  };
  const name = (language: "fa" | "en") => (
    <TextField
      label={t(`fields.labelIn.${language}`)}
      dir={language === "fa" ? "rtl" : "ltr"}
      autocomplete="off"
      maxlength={60}
      autofocus={language === locale()}
      error={language === locale() ? errors().label : undefined}
      value={draft[language]}
      onInput={(event) => setDraft(language, event.currentTarget.value)}
    />
  );
  const help = (part: "helpFa" | "helpEn", language: "fa" | "en") => (
    <TextField
      label={t(`fields.helpIn.${language}`)}
      dir={language === "fa" ? "rtl" : "ltr"}
      autocomplete="off"
      maxlength={300}
      value={draft[part]}
      onInput={(event) => setDraft(part, event.currentTarget.value)}
    />
  );

  return (
    <Dialog
      open
      wide
      title={field ? t("fields.editOne", fieldLabel(field)) : t("fields.create")}
      onClose={props.onClose}
      footer={
        <>
          <Button look="quiet" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form="custom-field" look="primary" busy={busy()}>
            {t(field ? "fields.save" : "fields.create")}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        id="custom-field"
        noValidate
        class="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => isSendKey(event) && void save()}
      >
        <div class="grid gap-4 sm:grid-cols-2">
          {locale() === "fa" ? [name("fa"), name("en")] : [name("en"), name("fa")]}
        </div>
        <SelectField
          label={t("fields.type")}
          disabled={field !== undefined}
          hint={field ? t("fields.typeStays", field.key) : t(`fields.typeHints.${draft.type}`)}
          value={draft.type}
          choices={CUSTOM_TYPES.map((type) => ({ value: type, label: typeWord(type) }))}
          onChange={(event) => {
            setDraft({ type: event.currentTarget.value as FieldDraft["type"], standard: { text: "", chosen: [] } });
            setErrors({});
          }}
        />
        <Show when={hasChoices(draft.type)}>
          <ChoicesEditor
            choices={draft.choices}
            error={errors().choices}
            onChange={(choices) => setDraft("choices", choices)}
          />
        </Show>
        <div class="grid gap-4 sm:grid-cols-2">
          <div>
            <Toggle label={t("fields.required")} checked={draft.required} onChange={(on) => setDraft("required", on)} />
            <FieldNote hint={t("fields.requiredHint")} />
          </div>
          <div>
            <Toggle
              label={t("fields.inLists")}
              checked={draft.inLists && cost() !== null}
              onChange={(on) => setDraft("inLists", on && cost() !== null)}
            />
            <FieldNote error={errors().inLists} hint={listHint()} />
          </div>
        </div>
        <Show when={draft.type !== "customer" && (!hasChoices(draft.type) || draft.choices.some(({ value }) => value))}>
          <Field label={t("fields.default")} hint={t("fields.defaultHint")} error={errors().default}>
            {(wired) => (
              <CustomInput
                field={fieldOf(draft, currency(), field)}
                draft={draft.standard}
                id={wired.id}
                invalid={wired["aria-invalid"]}
                describedBy={wired["aria-describedby"]}
                onChange={(standard) => setDraft("standard", { ...standard })}
              />
            )}
          </Field>
        </Show>
        <div class="grid gap-4 sm:grid-cols-2">
          {locale() === "fa"
            ? [help("helpFa", "fa"), help("helpEn", "en")]
            : [help("helpEn", "en"), help("helpFa", "fa")]}
        </div>
        <Show when={problem()}>
          <p role="alert" class="rounded-lg bg-danger-soft px-3 py-2 text-danger">
            {problem()}
          </p>
        </Show>
      </form>
    </Dialog>
  );
}
