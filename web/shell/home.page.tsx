import { Navigate } from "@solidjs/router";
import { useCan } from "#web/workspace/users/index.ts";
import { allowed, MODULES } from "./navigation.ts";

/** The first page that this person has. */
export default function Home() {
  const can = useCan();
  return <Navigate href={allowed(MODULES, can)[0]?.pages[0]?.href ?? "/settings"} />;
}
