import { afterAll, beforeAll, expect, test } from "vitest";
import { type Office, openOffice } from "./browser.ts";

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

test("the API's pages work under the policy that runs no inline script", () =>
  office.as({ locale: "en", width: 1440 }, async ({ page }) => {
    await page.goto(`${office.url}/api/docs`);
    await page.locator(".opblock-summary-control").first().click();
    await page.locator(".opblock-body").first().waitFor();
  }));

test("a script that somebody's words bring into a page is not run", () =>
  office.as({ locale: "en", width: 1440 }, async ({ page, errors }) => {
    const id = await office.create(`<img src=x onerror="document.title='run'"><script>document.title='run'</script>`);
    await page.goto(`${office.url}/customers/${id}`);
    await page.locator("h1").waitFor();
    expect(await page.title()).not.toBe("run");
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'run'";
      document.body.append(script);
    });
    expect(await page.title()).not.toBe("run");
    expect(errors.splice(0).join()).toContain("Content Security Policy");
  }));
