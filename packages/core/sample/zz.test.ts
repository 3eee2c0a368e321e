import { writeFileSync } from "node:fs";
import { test } from "vitest";
import { newCustomerShape } from "../people/customers/index.ts";
import { sampleCompany } from "./index.ts";

test("show", () => {
  for (const locale of ["fa", "en"] as const) {
    const t = performance.now();
    const c = sampleCompany({ locale, today: "2026-10-05" });
    const ms = performance.now() - t;
    const t2 = performance.now();
    sampleCompany({ locale, today: "2026-10-06" });
    const counts = c.customers.map((x) => x.interactions.length);
    const sorted = [...counts].sort((a, b) => a - b);
    const sum = counts.reduce((a, b) => a + b, 0);
    console.log(
      locale,
      "ms",
      ms | 0,
      (performance.now() - t2) | 0,
      "n",
      counts.length,
      "sum",
      sum,
      "median",
      sorted[100],
      "max",
      sorted.slice(-12),
      "zero",
      sorted.filter((x) => x === 0).length,
    );
    const by: any = {};
    const ch: any = {};
    const st: any = {};
    c.customers.forEach((x) => {
      const k = x.input.relation + "/" + x.input.lifecycleStage;
      by[k] = (by[k] ?? 0) + 1;
      newCustomerShape.parse(x.input);
      for (const i of x.interactions) {
        ch[i.channel + " " + i.direction] = (ch[i.channel + " " + i.direction] ?? 0) + 1;
        st[i.byUser] = (st[i.byUser] ?? 0) + 1;
      }
    });
    console.log(by, ch, st);
    const tags: any = {},
      src: any = {};
    c.customers.forEach((x) => {
      x.input.tags?.forEach((t) => {
        tags[t] = (tags[t] ?? 0) + 1;
      });
      src[x.input.source!] = (src[x.input.source!] ?? 0) + 1;
    });
    console.log(tags, src);
    let out = "";
    c.customers.forEach((x, at) => {
      out += `\n\n##### ${at} ${x.input.name} [${x.interactions.length}] ${x.createdAt} owner ${x.byUser}\n${JSON.stringify(x.input)}\nREL ${x.relations.map((r) => `${r.kind}>${c.customers[r.other]?.input.name}(${r.note ?? ""})`).join("; ")}\n`;
      for (const i of x.interactions)
        out += `${i.occurredAt.slice(0, 16)} u${i.byUser} ${i.channel} ${i.direction} ${i.durationSeconds ?? ""} ${i.subject ? `«${i.subject}» ` : ""}${i.body?.replace(/\n/g, " ¶ ")}${i.outcome ? ` → ${i.outcome}` : ""}\n`;
    });
    writeFileSync(`/tmp/sample-${locale}.txt`, out);
  }
});
