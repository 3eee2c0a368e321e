export { ActivityForms } from "./activity-forms.tsx";
export { planNew } from "./form-state.ts";
