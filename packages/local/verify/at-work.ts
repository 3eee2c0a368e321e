import { type Answer, type Check, expect, waited } from "./checks.ts";

const MARK = "Peyvand verify";

const idOf = (made: Map<string, string>) => made.get("customer") as string;

/** What people do, in the order in which the things come to be. Leaves one archived customer behind. */
export const AT_WORK: readonly Check[] = [
  {
    name: "a customer is written and read back at once; the same request again makes no second one",
    async run({ call, made, now }) {
      const word = `zz${now().toString(36)}`;
      const body = { name: `${MARK} ${word}`, tags: ["verify"], emails: [{ address: `${word}@verify.example` }] };
      const once = { "idempotency-key": `verify-${word}` };
      const { customer } = await call("POST", "/customers", body, once);
      const again = await call("POST", "/customers", body, once);
      expect(again.customer.id === customer.id, "the same request made two customers");
      const read = await call("GET", `/customers/${customer.id}`);
      expect(read.name === body.name, "it reads otherwise than it was written");
      made.set("word", word);
      made.set("customer", customer.id);
      return customer.id;
    },
  },
  {
    name: "who changes an older version is refused, and what was first stands",
    async run({ call, made }) {
      const path = `/customers/${idOf(made)}`;
      await call("PATCH", path, { version: 1, source: "first" });
      const refused = await call("PATCH", path, { version: 1, source: "second" }).then(
        () => null,
        (error) => error.code,
      );
      expect(refused === "customer.version_conflict", `the second writer got ${refused ?? "through"}`);
      return "409";
    },
  },
  {
    name: "its changes are numbered: the stream is followed",
    run: (site) =>
      waited(site, "the number of the change", async () => {
        const { timeline } = await site.call("GET", `/customers/${idOf(site.made)}/page`);
        return JSON.stringify(timeline.items).includes('"seq":');
      }),
  },
  {
    name: "a mail from them comes to their timeline, once",
    async run({ call, handOver, made }) {
      const from = `${made.get("word")}@verify.example`;
      const mail = `From: ${from}\r\nTo: crm@verify.example\r\nSubject: ${MARK}\r\nMessage-ID: <${from}>\r\n\r\nHello\r\n`;
      const first = await handOver(mail);
      expect(first.outcome === "logged", `it was ${first.outcome}${first.why ? ` (${first.why})` : ""}`);
      expect((await handOver(mail)).outcome === "known", "the same mail again was another");
      const { items } = await call("GET", `/customers/${idOf(made)}/timeline?only=email`);
      expect(items.length === 1, `${items.length} of it are there`);
      return "logged";
    },
  },
  {
    name: "search finds it: subscribers run",
    run: (site) =>
      waited(site, "the search row", async () => {
        const { items } = await site.call("GET", `/search?q=${site.made.get("word")}`);
        return items.length > 0;
      }),
  },
  {
    name: "the list shows it: indexes keep up",
    run: (site) =>
      waited(site, "its place in the list", async () => {
        const { items } = await site.call("GET", "/customers?limit=50");
        return items.some(({ id }: Answer) => id === idOf(site.made));
      }),
  },
  {
    name: "an export is done by the worker and its file comes from where files lie",
    async run(site) {
      const started = await site.call("POST", "/exports", { of: "customers", format: "csv", ids: [idOf(site.made)] });
      const took = await waited(site, "the end of the export", async () => {
        const { state } = await site.call("GET", `/exports/${started.id}`);
        expect(state !== "failed", "the export failed");
        return state === "done";
      });
      const text: string = await site.call("GET", `/exports/${started.id}/file`);
      expect(text.includes(MARK), "the file lacks the customer");
      return took;
    },
  },
  {
    name: "a file is taken, and one of another length than announced is not",
    async run({ call, put }) {
      const upload = await call("POST", "/uploads", { fileName: "verify.csv", bytes: 5 });
      expect((await put(upload.url, "nine byte")) >= 400, "nine bytes were taken for five");
      expect((await put(upload.url, "name\n")) < 300, "the announced file was refused");
      return URL.canParse(upload.url) ? "by the bucket" : "by the server";
    },
  },
  {
    name: "nothing was given up on",
    async run({ call }) {
      const { items } = await call("GET", "/parked");
      expect(items.length === 0, `${items.length} parked: Settings → System`);
      return "nothing parked";
    },
  },
  {
    name: "a warm answer is quick",
    async run({ call, made, now }) {
      const times: number[] = [];
      for (let at = 0; at < 20; at++) {
        const began = now();
        await call("GET", `/customers/${idOf(made)}/page`);
        times.push(now() - began);
      }
      times.sort((a, b) => a - b);
      return `median ${times[10]} ms, slowest ${times[19]} ms`;
    },
  },
  {
    name: "what this made is put away",
    async run({ call, made }) {
      await call("POST", `/customers/${idOf(made)}/archive`);
      return "archived";
    },
  },
];
