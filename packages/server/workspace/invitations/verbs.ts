import { findRole } from "#core/platform/access/role.ts";
import { CrmError, invalid, notFound } from "#core/platform/errors.ts";
import { cleanText } from "#core/platform/fold.ts";
import type { Role } from "#core/platform/permissions.ts";
import { INVITATION_DAYS, type Invitation, invitationMail } from "#core/workspace/invitations/index.ts";
import { staffEmail } from "#core/workspace/users/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { putNew, putVersion } from "#server/platform/entity.ts";
import { isSame, newSecret, sha256 } from "#server/platform/secrets.ts";
import { sendSystemMail } from "#server/platform/system-mail.ts";
import { checkRole, findUserByEmail, newPerson, withRetry } from "#server/workspace/users/index.ts";
import { type Found, findInvitation, invitationEntity, listStoredInvitations, type StoredInvitation } from "./store.ts";

type Invite = { email: string; name?: string | undefined; role: Role; teamId?: string | null | undefined };
type Sent = { invitation: Invitation; link: string; isMailed: boolean };

export async function invite(ctx: Ctx, input: Invite): Promise<Sent> {
  const email = staffEmail(input.email);
  if (!email)
    throw invalid("user.email_invalid", "Not an email address. It looks like name@example.com.", [
      { path: "email", code: "user.email_invalid" },
    ]);
  if (!findRole(ctx.organisation.roles, input.role))
    throw invalid("role.not_found", "There is no such role.", [{ path: "role" }]);
  checkRole(ctx, input.role);
  const teamId = input.teamId ?? null;
  if (teamId !== null && !ctx.organisation.teams.some(({ id }) => id === teamId))
    throw invalid("team.not_found", "There is no such team.", [{ path: "teamId" }]);
  if (await findUserByEmail(ctx.table, email))
    throw new CrmError("conflict", "user.email_taken", "Somebody with this email works here already.", [
      { path: "email", code: "user.email_taken" },
    ]);
  const { secret, hash, expiresAt } = await newLink(ctx);
  const invitation: StoredInvitation = {
    id: ctx.newId("inv"),
    email,
    ...(input.name && { name: cleanText(input.name) }),
    role: input.role as Invitation["role"],
    teamId: teamId as Invitation["teamId"],
    invitedBy: ctx.actor.name,
    createdAt: ctx.now(),
    expiresAt,
    hash,
  };
  await commit(ctx, {
    writes: [putNew(invitationEntity, invitation, { version: 1 })],
    change: {
      entity: "invitation",
      entityId: invitation.id,
      verb: "user.invited",
      fields: { email: { after: email }, role: { after: invitation.role } },
    },
  });
  return send(ctx, invitation, secret);
}

export async function sendInvitationAgain(ctx: Ctx, id: string): Promise<Sent> {
  const { invitation, version } = await getWaiting(ctx, id);
  const { secret, hash, expiresAt } = await newLink(ctx);
  const next = { ...invitation, hash, expiresAt };
  await commit(ctx, {
    writes: [putVersion(invitationEntity, next, version)],
    change: {
      entity: "invitation",
      entityId: id,
      verb: "user.invited",
      fields: { email: { after: invitation.email }, role: { after: invitation.role } },
    },
  });
  return send(ctx, next, secret);
}

export async function withdrawInvitation(ctx: Ctx, id: string): Promise<undefined> {
  const { invitation, version } = await getWaiting(ctx, id);
  await commit(ctx, {
    writes: [putVersion(invitationEntity, { ...invitation, withdrawnAt: ctx.now() }, version)],
    change: {
      entity: "invitation",
      entityId: id,
      verb: "invitation.withdrawn",
      fields: { email: { before: invitation.email } },
    },
  });
}

export async function listInvitations(ctx: Ctx): Promise<{ items: Invitation[] }> {
  return { items: (await listStoredInvitations(ctx.table)).map(withoutHash) };
}

export async function openInvitation(ctx: Ctx, { token }: { token: string }) {
  const { email, name, invitedBy, expiresAt } = (await findByToken(ctx, token)).invitation;
  const { name: workspace, locale } = ctx.workspace;
  return { email, ...(name && { name }), invitedBy, expiresAt, workspace: { name: workspace, locale } };
}

/** The invitation is used up and the person made in one transaction: of two at once, one is refused. */
export async function acceptInvitation(
  ctx: Ctx,
  input: { token: string; name: string; password: string },
): Promise<{ email: string }> {
  return withRetry(async () => {
    const { invitation, version } = await findByToken(ctx, input.token);
    const { email, role, teamId } = invitation;
    const { user, plan } = await newPerson(ctx, { email, role, teamId, name: input.name, password: input.password });
    const actor = { kind: "user" as const, id: user.id, name: user.name };
    await commit(
      { ...ctx, actor },
      {
        ...plan,
        writes: [...plan.writes, putVersion(invitationEntity, { ...invitation, acceptedAt: ctx.now() }, version)],
        refuse: (failed) =>
          failed.some(({ index }) => index === plan.writes.length) ? used() : (plan.refuse?.(failed) ?? used()),
      },
    );
    return { email };
  });
}

async function newLink(ctx: Ctx) {
  const secret = newSecret("");
  const expiresAt = new Date(Date.parse(ctx.now()) + INVITATION_DAYS * 86_400_000).toISOString();
  return { secret, hash: await sha256(secret), expiresAt };
}

/** What stands after `#` is told to no server, nor to the next page. */
async function send(ctx: Ctx, invitation: StoredInvitation, secret: string): Promise<Sent> {
  const { id, email, name, invitedBy } = invitation;
  const link = `${ctx.publicUrl()}/invitation#${id}.${secret}`;
  const mail = invitationMail(ctx.workspace.locale, { invitedBy, name, link, workspace: ctx.workspace.name });
  const key = `invitation#${id}#${invitation.hash.slice(0, 16)}`;
  const outcome = await sendSystemMail(ctx, { ...mail, to: email, ...(name && { toName: name }), key });
  return { invitation: withoutHash(invitation), link, isMailed: outcome.is === "accepted" };
}

async function getWaiting(ctx: Ctx, id: string): Promise<Found> {
  const found = await findInvitation(ctx.table, id);
  if (!found) throw notFound("invitation");
  if (found.invitation.acceptedAt) throw used();
  if (found.invitation.withdrawnAt) throw withdrawn();
  return found;
}

async function findByToken(ctx: Ctx, token: string): Promise<Found> {
  const [id = "", secret = ""] = token.split(".");
  const found = /^inv_[0-9A-Z]{26}$/.test(id) ? await findInvitation(ctx.table, id) : null;
  if (!found || !isSame(await sha256(secret), found.invitation.hash))
    throw invalid("invitation.link_invalid", "This link opens nothing. Ask for a new invitation.");
  if (found.invitation.acceptedAt) throw used();
  if (found.invitation.withdrawnAt) throw withdrawn();
  if (found.invitation.expiresAt <= ctx.now())
    throw invalid("invitation.expired", "The time of this invitation is over. Ask for a new one.");
  return found;
}

const used = () => new CrmError("conflict", "invitation.used", "This invitation was used already. Sign in instead.");
const withdrawn = () => new CrmError("conflict", "invitation.withdrawn", "This invitation was withdrawn.");

function withoutHash({ hash: _, ...invitation }: StoredInvitation): Invitation {
  return invitation;
}
