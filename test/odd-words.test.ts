import { expect, test } from "vitest";
import { createMemoryFiles } from "./memory-files.ts";
import { createTestWorkspace } from "./workspace.ts";

type Schema = { type?: string; properties?: Record<string, Schema> };
type Operation = {
  parameters?: { in: string; name: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};

/** Names that every object has, and texts that a parser may trip over. */
const WORDS = ["constructor", "__proto__", "x", "\ud800\u0000", "99999999999999999999", "-1"];

function ofType({ type }: Schema, word: string): unknown {
  if (type === "array") return [word];
  if (type === "object") return { [word]: word };
  return type === "integer" || type === "number" ? Number(word) : word;
}

/** What an endpoint may be asked with one odd word: in its path, in each of its parameters, in all of its body. */
function* asked(path: string, { parameters = [], requestBody }: Operation, word: string) {
  const odd = encodeURIComponent(word.toWellFormed());
  const at = path.replace(/\{[^}]+\}/g, odd);
  const properties = Object.entries(requestBody?.content["application/json"]?.schema.properties ?? {});
  const filled = (value: (schema: Schema) => unknown) =>
    Object.fromEntries(properties.map(([name, schema]) => [name, value(schema)]));
  const all = [
    filled(() => word),
    filled(() => null),
    filled((schema) => ofType(schema, word)),
    { [word]: word },
    word,
  ];
  const bodies = requestBody ? all.map((body) => JSON.stringify(body)) : [undefined];
  for (const body of bodies) yield { url: at, body };
  for (const { name } of parameters.filter((one) => one.in === "query"))
    yield { url: `${at}?${name}=${odd}`, body: bodies[0] };
  yield { url: `${at}?${odd}=${odd}`, body: bodies[0] };
}

test("no endpoint fails of an odd word, wherever it stands: it answers, or refuses with a code", async () => {
  const { app, key } = await createTestWorkspace({ files: createMemoryFiles() });
  const headers = { authorization: `Bearer ${await key("administrator")}`, "content-type": "application/json" };
  const document = await (await app.request("http://localhost/api/openapi.json", { headers })).json();
  const paths = Object.entries(document.paths as Record<string, Record<string, Operation>>);
  let count = 0;
  const failed: string[] = [];
  for (const [path, methods] of paths)
    for (const [method, operation] of Object.entries(methods))
      for (const word of WORDS)
        for (const { url, body } of asked(path, operation, word)) {
          count++;
          const init = {
            method: method.toUpperCase(),
            headers,
            ...(method !== "get" && body !== undefined && { body }),
          };
          const answer = await app.request(`http://localhost${url}`, init);
          const code = answer.ok ? null : JSON.parse(await answer.text()).error?.code;
          if (answer.status >= 500 || (!answer.ok && typeof code !== "string"))
            failed.push(`${method} ${url} ${body}: ${answer.status} ${code}`);
        }
  expect(failed).toEqual([]);
  expect(count).toBeGreaterThan(paths.length * WORDS.length);
}, 120_000);
