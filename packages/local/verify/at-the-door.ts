import { type Check, expect } from "./checks.ts";

const MOST_SKEW_MS = 60_000;

/** What anybody sees who has no key. */
export const AT_THE_DOOR: readonly Check[] = [
  {
    name: "the dashboard is served, for any of its pages",
    async run({ fetch }) {
      for (const path of ["/", "/customers"]) {
        const response = await fetch(path);
        const text = await response.text();
        expect(response.status === 200, `${path} answers ${response.status}`);
        expect(/<div id="(root|app)"|<script/.test(text), `${path} is not the dashboard`);
      }
      return "200";
    },
  },
  {
    name: "pages and answers have the headers that keep a browser safe",
    async run({ fetch, url }) {
      for (const path of ["/", "/api/v1/me"]) {
        const { headers } = await fetch(path);
        expect(headers.get("x-content-type-options") === "nosniff", `${path} has no x-content-type-options`);
        expect(headers.get("content-security-policy") !== null, `${path} has no content-security-policy`);
        if (url.startsWith("https:"))
          expect(headers.get("strict-transport-security") !== null, `${path} has no strict-transport-security`);
      }
      return "present";
    },
  },
  {
    name: "nobody gets in without a key, and a lost path of the API is told as one",
    async run({ fetch }) {
      const closed = await fetch("/api/v1/customers");
      expect(closed.status === 401, `customers without a key: ${closed.status}`);
      const lost = await fetch("/api/v1/nowhere");
      const { error } = (await lost.json()) as { error?: { code?: string } };
      expect(lost.status === 404 && error?.code === "endpoint.not_found", `a lost path answers ${lost.status}`);
      return "401, 404";
    },
  },
  {
    name: "its clock is right",
    async run({ fetch, now }) {
      const { headers } = await fetch("/api/v1/me");
      const date = headers.get("date");
      if (date === null) return "not told";
      const skew = Math.abs(Date.parse(date) - now());
      expect(skew < MOST_SKEW_MS, `it is ${Math.round(skew / 1000)} s off`);
      return "within a minute";
    },
  },
  {
    name: "plain http is sent to https",
    async run({ url }) {
      if (!url.startsWith("https:")) return "not asked: the address is http";
      const response = await fetch(url.replace("https:", "http:"), { redirect: "manual" });
      expect(response.status >= 301 && response.status <= 308, `http answers ${response.status}`);
      return String(response.status);
    },
  },
];
