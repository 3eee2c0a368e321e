import { Secret, TOTP } from "otpauth";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { endSession, endSessions, listSessions } from "#core/workspace/sessions/index.ts";
import {
  beginSecondFactor,
  changePassword,
  confirmSecondFactor,
  endSecondFactor,
  forgetPassword,
  getSecondFactor,
  renewRecoveryCodes,
  resetPassword,
  rotateSecret,
  signIn,
  signOut,
} from "#core/workspace/sign-in/index.ts";
import { addUser, getMe } from "#core/workspace/users/index.ts";
import { enter, mailTo, PASSWORD, secretIn, send } from "./sign-in.ts";
import { createTestWorkspace, type TestWorkspace } from "./workspace.ts";

let workspace: TestWorkspace;
let people = 0;
let email: string;

beforeAll(async () => {
  workspace = await createTestWorkspace();
});

beforeEach(async () => {
  email = `person${++people}@example.com`;
  await workspace.call(addUser, { body: { name: `Person ${people}`, email, role: "viewer", password: PASSWORD } });
});

const me = (token: string) => send(workspace, getMe, {}, { token });

describe("with email and password", () => {
  test("a session lets in until it is ended, and its cookie is out of reach of scripts and other sites", async () => {
    const { status, body, headers } = await enter(workspace, email.toUpperCase());
    expect([status, body]).toEqual([200, { token: expect.stringMatching(/^ps_/), expiresAt: expect.any(String) }]);
    expect(headers.getSetCookie()).toEqual([
      `peyvand_session=${body.token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000`,
    ]);
    expect((await me(body.token)).body.actor.name).toBe(`Person ${people}`);
    expect((await send(workspace, signOut, {}, { token: body.token })).status).toBe(204);
    expect((await me(body.token)).code).toBe("auth.required");
  });

  test("a token that is wrong, cut, lengthened or signed anew lets nobody in", async () => {
    const { token } = (await enter(workspace, email)).body;
    for (const wrong of [token.slice(0, -1), `${token}x`, `${token}.c2ln`, `ps_${"x".repeat(43)}`, token.toUpperCase()])
      expect((await me(wrong)).status).toBe(401);
  });

  test("a session of another time lets nobody in", async () => {
    const other = await createTestWorkspace();
    await other.call(addUser, {
      body: { name: "Sara", email: "sara@example.com", role: "viewer", password: PASSWORD },
    });
    const { token } = (await enter(other, "sara@example.com")).body;
    other.clock.advanceBy(31 * 86_400_000);
    expect((await send(other, getMe, {}, { token })).status).toBe(401);
  });

  test("an email whose letters only look alike is another's, and a Persian domain is written in ASCII", async () => {
    const lookAlike = email.replace("example", "ex\u0430mple");
    expect((await enter(workspace, lookAlike)).code).toBe("auth.wrong_credentials");
    const added = await workspace.call(addUser, {
      body: { name: "Double", email: lookAlike, role: "viewer", password: PASSWORD },
    });
    expect(added.email).toMatch(/@xn--/);
    expect((await enter(workspace, `\u0440${email.slice(1)}`)).code).toBe("auth.wrong_credentials");
  });

  test("what an older Peyvand kept of a password still opens, and is kept with the person no more", async () => {
    const ctx = await workspace.ctx();
    const { hashPassword } = await import("#server/platform/secrets.ts");
    const passwordHash = await hashPassword("an older password");
    const id = ctx.newId("usr");
    const data = { id, name: "Old", email: "old@example.com", role: "member", createdAt: ctx.now(), passwordHash };
    await ctx.table.transact([
      { put: { pk: "users", sk: id, type: "user", data } },
      { put: { pk: "userEmail#old@example.com", sk: "userEmail", type: "userEmail", data: { email: data.email, id } } },
    ]);
    expect((await enter(workspace, "old@example.com", { password: "an older password" })).status).toBe(200);
    expect(JSON.stringify(await ctx.table.get({ pk: "users", sk: id }))).not.toContain("passwordHash");
    expect((await enter(workspace, "old@example.com", { password: "an older password" })).status).toBe(200);
  });
});

describe("guessing", () => {
  test("ten thousand attempts at one person are refused after the tenth, with the time to wait", async () => {
    const attempt = () => enter(workspace, email, { password: "a wrong password" });
    for (let at = 0; at < 10; at++) expect((await attempt()).code).toBe("auth.wrong_credentials");
    const before = (await (await workspace.ctx()).table.get({ pk: `guesses#who#${email}`, sk: "guesses" }))?.version;
    for (let at = 10; at < 10_000; at++) {
      const { status, headers } = await attempt();
      if (status !== 429) expect(status).toBe(429);
      if (at === 10) expect(Number(headers.get("retry-after"))).toBeGreaterThan(800);
    }
    expect((await (await workspace.ctx()).table.get({ pk: `guesses#who#${email}`, sk: "guesses" }))?.version).toBe(
      before,
    );
    expect((await enter(workspace, email)).status).toBe(429);
    workspace.clock.advanceBy(16 * 60_000);
    expect((await enter(workspace, email)).status).toBe(200);
  });

  test("many at once are counted as well, and from many places at most fifty are looked at", async () => {
    const attempts = Array.from({ length: 120 }, (_, at) =>
      send(workspace, signIn, { body: { email, password: "wrong" } }, { address: `198.51.100.${at}` }),
    );
    const statuses = (await Promise.all(attempts)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(50);
    expect(statuses.every((status) => status === 401 || status === 429)).toBe(true);
  });
});

describe("a forgotten password", () => {
  const ask = (whose: string) =>
    send(workspace, forgetPassword, { body: { email: whose } }, { address: `203.0.113.${people}` });

  test("is set anew by the link that was sent, once; every session ends", async () => {
    const { token } = (await enter(workspace, email)).body;
    expect((await ask(email)).status).toBe(204);
    const mail = await mailTo(workspace, email);
    expect([mail?.subject, mail?.html]).toEqual([
      expect.stringContaining("گذرواژهٔ تازه"),
      expect.stringContaining('dir="rtl"'),
    ]);
    const secret = secretIn(mail?.text);
    const reset = (password: string) => send(workspace, resetPassword, { body: { token: secret, password } });
    expect((await reset("short")).code).toBe("user.password_short");
    expect((await reset("another long password")).status).toBe(204);
    expect((await reset("yet another password")).code).toBe("auth.link_invalid");
    expect((await me(token)).status).toBe(401);
    expect((await enter(workspace, email)).code).toBe("auth.wrong_credentials");
    expect((await enter(workspace, email, { password: "another long password" })).status).toBe(200);
    expect((await mailTo(workspace, email))?.subject).toContain("عوض شد");
  });

  test("of nobody who works here is answered alike, and nothing is sent", async () => {
    expect((await ask("nobody@example.com")).status).toBe(204);
    expect(await mailTo(workspace, "nobody@example.com")).toBeNull();
  });

  test("is asked for three times in a quarter of an hour, no more", async () => {
    const statuses = [];
    for (let at = 0; at < 4; at++) statuses.push((await ask(email)).status);
    expect(statuses).toEqual([204, 204, 204, 429]);
  });

  test("a link that was cut or made up opens nothing", async () => {
    await ask(email);
    const secret = secretIn((await mailTo(workspace, email))?.text);
    for (const token of [secret.slice(0, -1), `${secret}x`, "made-up"]) {
      const { code } = await send(workspace, resetPassword, { body: { token, password: PASSWORD } });
      expect(code).toBe("auth.link_invalid");
    }
  });
});

test("a changed password ends every other session and goes on with a new one", async () => {
  const [one, other] = [(await enter(workspace, email)).body.token, (await enter(workspace, email)).body.token];
  const change = (current: string, password: string) =>
    send(workspace, changePassword, { body: { current, password } }, { token: one });
  expect((await change("wrong", "a new long password")).code).toBe("auth.password_wrong");
  expect((await change(PASSWORD, PASSWORD)).code).toBe("user.password_same");
  const { status, body } = await change(PASSWORD, "a new long password");
  expect(status).toBe(200);
  expect([(await me(one)).status, (await me(other)).status, (await me(body.token)).status]).toEqual([401, 401, 200]);
});

describe("a second factor", () => {
  const codeOf = (uri: string, at = Date.now()) =>
    new TOTP({ secret: Secret.fromBase32(new URL(uri).searchParams.get("secret") ?? "") }).generate({ timestamp: at });

  async function turnOn() {
    const { token } = (await enter(workspace, email)).body;
    const begun = await send(workspace, beginSecondFactor, { body: { password: PASSWORD } }, { token });
    const confirmed = await send(workspace, confirmSecondFactor, { body: { code: codeOf(begun.body.uri) } }, { token });
    expect([begun.status, confirmed.status]).toEqual([200, 200]);
    return { before: token, token: confirmed.body.token, ...begun.body };
  }

  test("is on once a code was confirmed, and then asked for", async () => {
    const { before, token, uri } = await turnOn();
    expect([(await me(before)).status, (await me(token)).status]).toEqual([401, 200]);
    expect((await send(workspace, getSecondFactor, {}, { token })).body).toEqual({ isOn: true, hasPassword: true });
    expect((await enter(workspace, email)).code).toBe("auth.code_needed");
    expect((await enter(workspace, email, { code: "000000" })).code).toBe("auth.code_wrong");
    expect((await enter(workspace, email, { password: "wrong", code: codeOf(uri) })).code).toBe(
      "auth.wrong_credentials",
    );
    const persian = codeOf(uri).replace(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[Number(digit)] as string);
    expect((await enter(workspace, email, { code: persian })).status).toBe(200);
  });

  test("outlives new secrets, which sign and seal from then on; a trusted device is asked again", async () => {
    const { uri, recoveryCodes } = await turnOn();
    const later = (minutes: number) => codeOf(uri, Date.now() + minutes * 1000);
    const trusted = await send(workspace, signIn, {
      body: { email, password: PASSWORD, code: later(0), trustDevice: true },
    });
    for (let round = 0; round < 3; round++) await workspace.call(rotateSecret);
    const again = await send(workspace, signIn, { body: { email, password: PASSWORD } }, { cookie: trusted.cookie });
    expect(again.code).toBe("auth.code_needed");
    expect((await enter(workspace, email, { code: String(recoveryCodes[0]) })).status).toBe(200);
    expect((await enter(workspace, email, { code: later(30) })).status).toBe(200);
    const { token, uri: fresh } = await (async () => {
      const other = "other@example.com";
      await workspace.call(addUser, { body: { name: "Omid", email: other, role: "viewer", password: PASSWORD } });
      const { token } = (await enter(workspace, other)).body;
      return { token, ...(await send(workspace, beginSecondFactor, { body: { password: PASSWORD } }, { token })).body };
    })();
    const confirmed = await send(workspace, confirmSecondFactor, { body: { code: codeOf(fresh) } }, { token });
    expect(confirmed.status).toBe(200);
    const rows = await workspace.port.query({ pk: "auth", prefix: "twoFactor#", limit: 100 });
    expect(JSON.stringify(rows.items)).toContain("$ba$3$");
  });

  test("a code opens once", async () => {
    const { uri } = await turnOn();
    const code = codeOf(uri);
    const both = await Promise.all([enter(workspace, email, { code }), enter(workspace, email, { code })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await enter(workspace, email, { code })).code).toBe("auth.code_wrong");
  });

  test("each recovery code opens once, and new ones take the place of the old", async () => {
    const { token, recoveryCodes } = await turnOn();
    const [first = "", second = ""] = recoveryCodes;
    expect((await enter(workspace, email, { code: ` ${first} ` })).status).toBe(200);
    expect((await enter(workspace, email, { code: first })).code).toBe("auth.code_wrong");
    const renewed = await send(workspace, renewRecoveryCodes, { body: { password: PASSWORD } }, { token });
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    expect((await enter(workspace, email, { code: second })).code).toBe("auth.code_wrong");
    expect((await enter(workspace, email, { code: renewed.body.recoveryCodes[0] })).status).toBe(200);
  });

  test("a trusted device is not asked again; another is", async () => {
    const { uri } = await turnOn();
    const trusted = await send(workspace, signIn, {
      body: { email, password: PASSWORD, code: codeOf(uri), trustDevice: true },
    });
    expect(trusted.cookie).toContain("trust_device");
    const again = { body: { email, password: PASSWORD } };
    expect((await send(workspace, signIn, again, { cookie: trusted.cookie })).status).toBe(200);
    expect((await send(workspace, signIn, again)).code).toBe("auth.code_needed");
  });

  test("guessing codes ends in waiting", async () => {
    await turnOn();
    const codes = [];
    for (let at = 0; at < 11; at++) codes.push((await enter(workspace, email, { code: `00000${at % 10}` })).code);
    expect(codes.at(-1)).toBe("rate.limited");
  });

  test("is turned off with the password, not without", async () => {
    const { token } = await turnOn();
    const off = (password: string) => send(workspace, endSecondFactor, { body: { password } }, { token });
    expect((await off("wrong")).code).toBe("auth.password_wrong");
    expect((await off(PASSWORD)).status).toBe(200);
    expect((await enter(workspace, email)).status).toBe(200);
  });

  test("is a person's, not a key's", async () => {
    const token = await workspace.key("administrator");
    expect((await send(workspace, getSecondFactor, {}, { token })).code).toBe("auth.person_only");
  });
});

describe("sessions", () => {
  const list = async (token: string, userId?: string) =>
    send(workspace, listSessions, userId ? { query: { userId: userId as `usr_${string}` } } : {}, { token });

  test("are listed and ended by their person, and by those who manage people", async () => {
    const [one, two] = [(await enter(workspace, email)).body.token, (await enter(workspace, email)).body.token];
    const { items } = (await list(one)).body;
    expect(items.map(({ isCurrent }) => isCurrent)).toEqual([false, true]);
    expect(items[0]).toMatchObject({ address: "192.0.2.7" });
    await send(workspace, endSession, { params: { id: items[0]!.id } }, { token: one });
    expect([(await me(one)).status, (await me(two)).status]).toEqual([200, 401]);

    const { actor } = (await me(one)).body;
    const administrator = await workspace.key("administrator");
    expect((await list(administrator, actor.id)).body.items).toHaveLength(1);
    const viewer = (await enter(workspace, "person1@example.com", {})).body.token;
    expect((await list(viewer, actor.id)).code).toBe("auth.forbidden");
    const stranger = await send(workspace, endSession, { params: { id: items[1]!.id } }, { token: viewer });
    expect(stranger.code).toBe("session.not_found");
    const ended = await send(
      workspace,
      endSessions,
      { body: { userId: actor.id as `usr_${string}` } },
      { token: administrator },
    );
    expect([ended.body, (await me(one)).status]).toEqual([{ ended: 1 }, 401]);
  });
});
