import { CrmError } from "#core/platform/errors.ts";
import { findAuthRow, listAuthRows } from "#server/platform/auth-rows.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { RequestParts } from "#server/platform/routes.ts";
import { asksFactorOf } from "#server/platform/second-factor.ts";
import { membersChanged, withRetry, writeOfFactor } from "#server/workspace/users/index.ts";
import { type Answer, ask, insist } from "./ask.ts";
import { countGuess, forgiveGuess, guessLimits } from "./guesses.ts";
import { openLibrary } from "./library.ts";
import { letIn, person } from "./sessions.ts";
import { plainCode } from "./sign-in.ts";

type Password = { password?: string | undefined };

export async function getSecondFactor(ctx: Ctx): Promise<{ isOn: boolean; hasPassword: boolean }> {
  const { id } = await person(ctx);
  const [factor, accounts] = await Promise.all([
    findAuthRow(ctx.table, "twoFactor", "userId", id),
    listAuthRows(ctx.table, "account"),
  ]);
  const hasPassword = accounts.some(({ row }) => row.userId === id && row.providerId === "credential");
  return { isOn: factor?.row.verified === true, hasPassword };
}

export async function beginSecondFactor(ctx: Ctx, input: Password, request: RequestParts) {
  const { data } = await guarded(ctx, request, "/two-factor/enable", { ...input, method: "totp" });
  return { uri: String(data.totpURI), recoveryCodes: data.backupCodes as string[] };
}

export async function confirmSecondFactor(ctx: Ctx, { code }: { code: string }, request: RequestParts) {
  const answer = await guarded(ctx, request, "/two-factor/verify-totp", { code: plainCode(code) });
  return turned(ctx, request, answer, true);
}

export async function renewRecoveryCodes(ctx: Ctx, input: Password, request: RequestParts) {
  const { data } = await guarded(ctx, request, "/two-factor/generate-backup-codes", input);
  const change = { entity: "user", entityId: ctx.actor.id, verb: "user.recoveryCodesRenewed" as const };
  await commit(ctx, { writes: [], change });
  return { recoveryCodes: data.backupCodes as string[] };
}

export async function endSecondFactor(ctx: Ctx, input: Password, request: RequestParts) {
  const member = ctx.organisation.members?.find(({ userId }) => userId === ctx.actor.id);
  if (member && asksFactorOf(ctx.workspace, member.role))
    throw new CrmError("conflict", "auth.second_factor_asked", "Your company asks for a second factor: it stays on.");
  const answer = await guarded(ctx, request, "/two-factor/disable", input);
  return turned(ctx, request, answer, false);
}

/** The new session, and what every request reads of the person, in one transaction. */
function turned(ctx: Ctx, request: RequestParts, answer: Answer, isOn: boolean) {
  const verb = isOn ? "user.secondFactorOn" : "user.secondFactorOff";
  return withRetry(async () => {
    const writes = [await writeOfFactor(ctx, ctx.actor.id, isOn)];
    return letIn(ctx, request, answer, { verb, writes, refuse: membersChanged });
  });
}

/** A session left open is no licence to guess the password or a code. */
async function guarded(ctx: Ctx, request: RequestParts, path: string, body: object): Promise<Answer> {
  const { id } = await person(ctx);
  const limits = guessLimits(`own#${id}`, request.address);
  await countGuess(ctx, limits);
  const answer = insist(await ask(ctx, await openLibrary(ctx), request, path, body));
  await forgiveGuess(ctx, limits);
  return answer;
}
