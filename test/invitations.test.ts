import { beforeAll, describe, expect, test } from "vitest";
import {
  acceptInvitation,
  invite,
  listInvitations,
  openInvitation,
  sendInvitationAgain,
  withdrawInvitation,
} from "#core/workspace/invitations/index.ts";
import { addUser, getMe, listUsers } from "#core/workspace/users/index.ts";
import { enter, mailTo, PASSWORD, secretIn, send } from "./sign-in.ts";
import { createTestWorkspace, type TestWorkspace } from "./workspace.ts";

let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = await createTestWorkspace();
});

const accept = (token: string, name = "Sara", password = PASSWORD) =>
  send(workspace, acceptInvitation, { body: { token, name, password } });

test("whoever is invited chooses a name and a password, and works with the role they were given", async () => {
  const email = "sara@example.com";
  const { invitation, link, isMailed } = await workspace.call(invite, { body: { email, role: "salesperson" } });
  expect([invitation.email, isMailed]).toEqual([email, true]);
  const mail = await mailTo(workspace, email);
  expect(mail?.text).toContain(link);
  expect(mail?.html).toContain('dir="rtl"');
  const token = secretIn(mail?.text);
  const opened = await send(workspace, openInvitation, { body: { token } });
  expect(opened.body).toMatchObject({ email, invitedBy: "administrator", workspace: { name: "Peyvand" } });
  expect((await accept(token, "Sara", "short")).code).toBe("user.password_short");
  expect((await accept(token)).body).toEqual({ email });
  const session = (await enter(workspace, email)).body.token;
  const { actor, permissions } = (await send(workspace, getMe, {}, { token: session })).body;
  expect([actor.name, permissions.includes("customers.write"), permissions.includes("users.manage")]).toEqual([
    "Sara",
    true,
    false,
  ]);
  expect((await workspace.call(listInvitations)).items[0]?.acceptedAt).toBeTruthy();
});

test("an invitation that is accepted many times at once makes one person", async () => {
  const { link } = await workspace.call(invite, { body: { email: "ali@example.com", role: "viewer" } });
  const answers = await Promise.all(Array.from({ length: 5 }, (_, at) => accept(secretIn(link), `Ali ${at}`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
  expect(answers.filter(({ status }) => status === 409).map(({ code }) => code)).toEqual(
    Array.from({ length: 4 }, () => "invitation.used"),
  );
  expect((await workspace.call(listUsers)).items.filter(({ email }) => email === "ali@example.com")).toHaveLength(1);
  expect((await accept(secretIn(link))).code).toBe("invitation.used");
});

describe("a link opens nothing", () => {
  const invited = (email: string) => workspace.call(invite, { body: { email, role: "viewer" } });

  test("when its days are over", async () => {
    const { link } = await invited("late@example.com");
    workspace.clock.advanceBy(8 * 86_400_000);
    expect((await accept(secretIn(link))).code).toBe("invitation.expired");
  });

  test("when it was withdrawn", async () => {
    const { link, invitation } = await invited("gone@example.com");
    await workspace.call(withdrawInvitation, { params: { id: invitation.id } });
    expect((await accept(secretIn(link))).code).toBe("invitation.withdrawn");
  });

  test("when a newer one was sent", async () => {
    const { link, invitation } = await invited("again@example.com");
    const again = await workspace.call(sendInvitationAgain, { params: { id: invitation.id } });
    expect((await accept(secretIn(link))).code).toBe("invitation.link_invalid");
    expect((await accept(secretIn(again.link))).status).toBe(200);
  });

  test("when it was cut or made up", async () => {
    const token = secretIn((await invited("cut@example.com")).link);
    for (const wrong of [token.slice(0, -1), token.split(".")[0] ?? "", "inv_01JD8ZC3W5Q1T8M4G2N6V9X0RA.secret"])
      expect((await accept(wrong)).code).toBe("invitation.link_invalid");
  });
});

test("nobody who works here is invited again, and no role or team that is not there is given", async () => {
  await workspace.call(addUser, {
    body: { name: "Reza", email: "reza@example.com", role: "viewer", password: PASSWORD },
  });
  const token = await workspace.key("administrator");
  const code = async (body: Parameters<typeof send<typeof invite>>[2]["body"]) =>
    (await send(workspace, invite, { body }, { token })).code;
  expect(await code({ email: "Reza@Example.com", role: "viewer" })).toBe("user.email_taken");
  expect(await code({ email: "x@example.com", role: "rol_01JD8ZC3W5Q1T8M4G2N6V9X0RA" })).toBe("role.not_found");
  const teamId = "tem_01JD8ZC3W5Q1T8M4G2N6V9X0RA" as const;
  expect(await code({ email: "x@example.com", role: "viewer", teamId })).toBe("team.not_found");
});
