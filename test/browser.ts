import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContext, type Page, chromium as playwright } from "playwright-core";

/** A real Chromium, the one that its npm package carries. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
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

export type Visitor = { page: Page; context: BrowserContext; errors: string[] };

/** A person with a browser of their own, signed in when `token` is given. `errors` gathers what the page complained of. */
export async function visit(
  browser: Browser,
  url: string,
  options: { token?: string; locale: "fa" | "en"; width: 1440 | 390; theme?: "light" | "dark" },
): Promise<Visitor> {
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
  context.setDefaultTimeout(8_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) errors.push(message.text());
  });
  return { page, context, errors };
}
