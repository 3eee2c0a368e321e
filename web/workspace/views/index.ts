export { changeSettings, changeView, useViews } from "./queries.ts";
export { type ViewState, ViewTabs } from "./view-tabs.tsx";
