import { lazy } from "solid-js";
import { listSegments } from "#core/marketing/segments/index.ts";
import { addSelectionAction, offerSegments } from "#web/people/customers/index.ts";
import { call } from "#web/platform/api.ts";

// What lists of customers know of segments: their names for filters, and what can be done with a selection.
offerSegments(async () =>
  (await call(listSegments, { query: { limit: 200 } })).items.map(({ id, name }) => ({ id, name })),
);
addSelectionAction(lazy(() => import("./selection-action.tsx")));
