import { readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContext, type Page, chromium as playwright } from "playwright-core";
import { expect, inject } from "vitest";
import { en } from "#web/locales/en.ts";
import { fa } from "#web/locales/fa.ts";
import { newDataFolder, startLocalServer } from "./local-server.ts";
import { keepSecret } from "./logs.ts";

export const EMAIL = "boss@example.com";
export const PASSWORD = "correct horse battery";
export const WORDS = { fa, en };

/** A real Chromium, the one that its npm package carries. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await (await fetch(inject("chromiumDoor"))).text(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--disable-dev-shm-usage",
    ],
    headless: true,
  });
}

export type Look = { locale: "fa" | "en"; width: 1440 | 390; theme?: "light" | "dark" };

export type Visitor = { page: Page; context: BrowserContext; errors: string[] };

/** A person with a browser of their own, signed in when `token` is given. `errors` gathers what the page complained of. */
export async function visit(browser: Browser, url: string, options: Look & { token?: string }): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: options.width, height: options.width === 390 ? 844 : 900 },
    colorScheme: options.theme ?? "light",
    locale: options.locale,
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  if (options.token) {
    await context.addCookies([{ name: "peyvand_session", value: options.token, url, httpOnly: true, sameSite: "Lax" }]);
  }
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) errors.push(message.text());
  });
  return { page, context, errors };
}

export type Office = Awaited<ReturnType<typeof openOffice>>;

/** A server of its own, in `folder`, with the one person who works there, and the browser that they look with. */
export async function openOffice({
  demo = false,
  folder = newDataFolder(),
  settings = {} as Record<string, string>,
} = {}) {
  const server = await startLocalServer(folder, {
    PEYVAND_DEMO: demo ? "1" : "0",
    PEYVAND_ADMIN_EMAIL: EMAIL,
    PEYVAND_ADMIN_PASSWORD: PASSWORD,
    ...settings,
  });
  let token = "";

  /** What the endpoint answers; null where it answers nothing. Throws when it refuses. */
  async function api(method: string, path: string, body?: unknown) {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  }

  token = (await api("POST", "/session", { email: EMAIL, password: PASSWORD })).token;
  keepSecret(token);
  const browser = await openBrowser();

  /** The person signed in, in a language that they may change. */
  async function enter(look: Look): Promise<Visitor> {
    const visitor = await visit(browser, server.url, { token, ...look });
    await visitor.page.addInitScript((locale) => {
      // A frame that shows a mail has no storage of its own.
      if (window === window.top && !localStorage.getItem("peyvand.locale"))
        localStorage.setItem("peyvand.locale", locale);
    }, look.locale);
    return visitor;
  }

  return {
    url: server.url,
    browser,
    api,
    enter,
    /** The id of a new customer, whom the search finds by now: that follows a moment after. */
    async create(name: string, more: object = {}): Promise<string> {
      const { id } = (await api("POST", "/customers", { name, ...more })).customer;
      const isFound = async () => {
        const { items } = await api("GET", `/search?q=${encodeURIComponent(name.slice(0, 60))}`);
        return items.some((one: { id: string }) => one.id === id);
      };
      for (let tries = 0; tries < 150 && !(await isFound()); tries++) await new Promise((done) => setTimeout(done, 20));
      return id;
    },
    /** What the person does; afterwards their page must have complained of nothing. */
    async as(look: Look, work: (visitor: Visitor) => Promise<void>) {
      const visitor = await enter(look);
      try {
        await work(visitor);
        expect(visitor.errors).toEqual([]);
      } catch (error) {
        await picture(visitor.page, `failed-${Date.now()}`);
        throw error;
      } finally {
        await visitor.context.close();
      }
    },
    async close() {
      await browser.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Kept in the folder that SCREENSHOTS names, when somebody wants to look at it. */
export async function picture(page: Page, name: string) {
  if (!process.env.SCREENSHOTS) return;
  await page.waitForTimeout(250);
  await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong with the page, each with the elements it is about. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window.
    const { violations } = await (window as any).axe.run(document, { resultTypes: ["violations"] });
    return violations as { id: string; nodes: { html: string }[] }[];
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}

export async function expectNoSidewaysScroll(page: Page) {
  const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  expect(await page.evaluate(sideways)).toBeLessThanOrEqual(0);
}

/** Nothing that axe finds wrong, and nothing that scrolls sideways. */
export async function expectNothingInTheWay(page: Page) {
  expect(await violationsOf(page)).toEqual([]);
  await expectNoSidewaysScroll(page);
}
