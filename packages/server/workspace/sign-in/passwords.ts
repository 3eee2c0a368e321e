import { CrmError } from "#core/platform/errors.ts";
import { staffEmail } from "#core/workspace/users/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { RequestParts } from "#server/platform/routes.ts";
import { bringPassword, checkPassword, findUserByEmail } from "#server/workspace/users/index.ts";
import { ask, insist } from "./ask.ts";
import { countGuess, forgiveGuess, type GuessLimit, guessLimits } from "./guesses.ts";
import { openLibrary } from "./library.ts";
import { sendPasswordChangedMail } from "./mails.ts";
import { letIn, person } from "./sessions.ts";

/** Three mails to one person in a quarter of an hour are enough, thirty asked for from one place. */
const mailLimits = (email: string, address: string | null): GuessLimit[] => [
  { name: `mail#${email}`, most: 3, minutes: 15 },
  { name: `mails#${address ?? "unknown"}`, most: 30, minutes: 15 },
];

/** Sends the link behind the answer, so that neither the answer nor its time tells whether somebody works here. */
export async function forgetPassword(ctx: Ctx, input: { email: string }, request: RequestParts): Promise<undefined> {
  const email = staffEmail(input.email);
  await countGuess(ctx, mailLimits(email ?? "nobody", request.address));
  if (email === null) return;
  ctx.inBackground(async () => {
    const user = await findUserByEmail(ctx.table, email);
    if (!user) return;
    await bringPassword(ctx.table, user, ctx.now());
    insist(await ask(ctx, await openLibrary(ctx), request, "/request-password-reset", { email }));
    await commit(ctx, { writes: [], change: { entity: "user", entityId: user.id, verb: "user.passwordForgotten" } });
  });
}

export async function resetPassword(
  ctx: Ctx,
  { token, password }: { token: string; password: string },
  request: RequestParts,
): Promise<undefined> {
  checkPassword(password);
  const limits: GuessLimit[] = [{ name: `links#${request.address ?? "unknown"}`, most: 30, minutes: 15 }];
  await countGuess(ctx, limits);
  const library = await openLibrary(ctx, null, async (user) => {
    const actor = { kind: "user" as const, id: user.id, name: user.name };
    const change = { entity: "user", entityId: user.id, verb: "user.passwordReset" as const };
    await commit({ ...ctx, actor }, { writes: [], change });
    // Whoever reads the person's mail has proven who they are: what was guessed before counts no more.
    await forgiveGuess(ctx, guessLimits(user.email, request.address));
    ctx.inBackground(() => sendPasswordChangedMail(ctx, user));
  });
  insist(await ask(ctx, library, request, "/reset-password", { token, newPassword: password }));
}

export async function changePassword(ctx: Ctx, input: { current: string; password: string }, request: RequestParts) {
  const user = await person(ctx);
  checkPassword(input.password);
  if (input.password === input.current)
    throw new CrmError("invalid", "user.password_same", "The new password is the old one. Choose another.", [
      { path: "password", code: "user.password_same" },
    ]);
  const limits = guessLimits(`own#${user.id}`, request.address);
  await countGuess(ctx, limits);
  const { current: currentPassword, password: newPassword } = input;
  const body = { currentPassword, newPassword, revokeOtherSessions: true };
  const answer = insist(await ask(ctx, await openLibrary(ctx), request, "/change-password", body));
  const session = await letIn(ctx, request, answer, { verb: "user.passwordChanged" });
  await forgiveGuess(ctx, limits);
  ctx.inBackground(() => sendPasswordChangedMail(ctx, user));
  return session;
}
