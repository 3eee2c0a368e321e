import { toLatinDigits } from "#core/platform/digits.ts";
import { CrmError } from "#core/platform/errors.ts";
import { staffEmail } from "#core/workspace/users/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { putNew } from "#server/platform/entity.ts";
import type { RequestParts } from "#server/platform/routes.ts";
import type { Write } from "#server/platform/table.ts";
import { bringPassword, findUserByEmail } from "#server/workspace/users/index.ts";
import { type Answer, ask, insist, wrongCode, wrongCredentials } from "./ask.ts";
import { countGuess, forgiveGuess, guessLimits } from "./guesses.ts";
import { type Library, openLibrary } from "./library.ts";
import { letIn } from "./sessions.ts";
import { usedCode } from "./store.ts";

type Credentials = {
  email: string;
  password: string;
  code?: string | undefined;
  trustDevice?: boolean | undefined;
};

/** Longer than the minute and a half in which a code of an app is taken. */
const CODE_SECONDS = 180;

export async function signIn(ctx: Ctx, input: Credentials, request: RequestParts) {
  const email = staffEmail(input.email);
  const limits = guessLimits(email ?? "nobody", request.address);
  await countGuess(ctx, limits);
  if (email === null) throw wrongCredentials();
  const user = await findUserByEmail(ctx.table, email);
  if (user) await bringPassword(ctx.table, user, ctx.now());
  const library = await openLibrary(ctx);
  const first = insist(await ask(ctx, library, request, "/sign-in/email", { email, password: input.password }));
  const asksForCode = first.data.twoFactorRedirect === true;
  if (asksForCode && input.code === undefined) {
    await forgiveGuess(ctx, limits);
    throw new CrmError("unauthenticated", "auth.code_needed", "Send the code of your authenticator app as well.");
  }
  const answer = asksForCode ? await askForCode(ctx, library, request, first, input) : first;
  const writes = asksForCode && user ? [markUsed(ctx, user.id, String(input.code))] : [];
  const session = await letIn(ctx, request, answer, { verb: "user.signedIn", writes, refuse: wrongCode });
  await forgiveGuess(ctx, limits);
  return session;
}

async function askForCode(
  ctx: Ctx,
  library: Library,
  request: RequestParts,
  first: Answer,
  { code, trustDevice = false }: Credentials,
): Promise<Answer> {
  const plain = plainCode(String(code));
  const path = /^\d{6}$/.test(plain) ? "/two-factor/verify-totp" : "/two-factor/verify-backup-code";
  return insist(await ask(ctx, library, request, path, { code: plain, trustDevice }, first.cookies));
}

/** As people type it: digits of their own, spaces between. */
export function plainCode(code: string): string {
  return toLatinDigits(code).replace(/\s+/g, "");
}

/** Within its time a code would open twice; the second of two is refused. */
function markUsed(ctx: Ctx, userId: string, code: string): Write {
  const ttl = Math.ceil(Date.parse(ctx.now()) / 1000) + CODE_SECONDS;
  return putNew(usedCode, { userId, code: plainCode(code) }, { ttl });
}
