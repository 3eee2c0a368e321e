import { CrmError } from "#core/platform/errors.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { newSecret } from "#server/platform/secrets.ts";
import { seal, unsealAny } from "./seal.ts";
import { authSecrets, getStoredSingleSignOn, putRotated, putSingleSignOn } from "./store.ts";

/**
 * Makes a new secret for what is signed and sealed from now on: devices that were trusted are asked for a code again. The ones before
 * go on opening what they sealed, so that nobody loses a second factor.
 */
export async function rotateSecret(ctx: Ctx): Promise<undefined> {
  const { first, rotated, version } = await authSecrets(ctx.table);
  const value = newSecret("");
  const next = [{ version: (rotated[0]?.version ?? 0) + 1, value }, ...rotated];
  const { state, version: read } = await getStoredSingleSignOn(ctx.table);
  const sealed = state?.sealed && (await seal(await unsealAny(state.sealed, { first, rotated }), value));
  await commit(ctx, {
    writes: [putRotated(next, version), ...(state && sealed ? [putSingleSignOn({ ...state, sealed }, read)] : [])],
    change: { entity: "workspace", entityId: "workspace", verb: "workspace.secretRotated" },
    refuse: () => new CrmError("conflict", "record.conflict", "Somebody changed this meanwhile. Try again."),
  });
}
