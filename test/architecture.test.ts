import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** Wings, lowest first: a wing may look at those before it, and at itself. */
const WINGS = ["platform", "workspace", "people", "engagement", "sales", "service", "marketing", "insight"];

/** Which folder may import what, besides itself. Packages by name; `node:` and `@aws-sdk/` stand for all of theirs. */
const MAY_IMPORT: Record<string, string[]> = {
  "packages/core": ["zod", "temporal-polyfill", "libphonenumber-js"],
  "packages/server": [
    "packages/core",
    "zod",
    "hono",
    "zod-openapi",
    "saxes",
    "nodemailer",
    "liquidjs",
    "postal-mime",
    "better-auth",
    "ical-generator",
  ],
  // What both runtimes do with Node itself.
  "packages/node": ["packages/server", "node:"],
  "packages/aws": [
    "packages/core",
    "packages/server",
    "packages/node",
    "@aws-sdk/",
    "hono",
    "ulid",
    "node:",
    "aws-lambda",
  ],
  "packages/local": [
    "packages/core",
    "packages/server",
    "packages/node",
    "node:",
    "@hono/node-server",
    "hono",
    "libsql",
    "ulid",
    "zod",
    "commander",
    "nodemailer",
    "postal-mime",
  ],
  web: [
    "packages/core",
    "solid-js",
    "echarts",
    "@solidjs/router",
    "@tanstack/",

    "lucide-solid",
    "uqr",
    "@solid-primitives/",
    "@fontsource-variable/",
    "zod",
    "node:",
    "vite",
    "esbuild",
    "rolldown",
  ],
};

type Import = { from: string; to: string };

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}

const ALIASES: Record<string, string> = {
  "#core/": "packages/core/",
  "#server/": "packages/server/",
  "#aws/": "packages/aws/",
  "#local/": "packages/local/",
  "#node/": "packages/node/",
  "#web/": "web/",
  "#test/": "test/",
};

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  const found = text.matchAll(/^(?:import|export)\b[^"';]*?from "([^"]+)"|\bimport\("([^"]+)"\)|^import "([^"]+)"/gm);
  const specifiers = [...found].map(([, named, lazy, bare]) => (named ?? lazy ?? bare) as string);
  return specifiers.map((specifier) => {
    const alias = Object.keys(ALIASES).find((prefix) => specifier.startsWith(prefix));
    if (alias) return { from: file, to: ALIASES[alias] + specifier.slice(alias.length) };
    if (specifier.startsWith("."))
      return { from: file, to: relative(root, resolve(join(root, dirname(file)), specifier)).replaceAll("\\", "/") };
    return { from: file, to: specifier };
  });
}

const FILES = Object.keys(MAY_IMPORT).flatMap(filesIn);
const IMPORTS = FILES.flatMap(importsOf);

const houseOf = (path: string) => Object.keys(MAY_IMPORT).find((folder) => path.startsWith(`${folder}/`));
const say = ({ from, to }: Import) => `${from} → ${to}`;

test("each folder imports only what the plan lets it", () => {
  const forbidden = IMPORTS.filter(({ from, to }) => {
    const house = houseOf(from) as string;
    if (to.startsWith(`${house}/`)) return false;
    return !MAY_IMPORT[house]?.some(
      (allowed) =>
        to === allowed || to.startsWith(allowed.endsWith("/") || allowed.endsWith(":") ? allowed : `${allowed}/`),
    );
  });
  expect(forbidden.map(say)).toEqual([]);
});

/** `packages/server/people/customers/store.ts` → wing `people`, room `customers`. */
function placeOf(path: string): { house: string; wing: string; room: string; file: string } | null {
  const house = houseOf(path);
  if (!house) return null;
  const [wing = "", room = "", ...file] = path.slice(house.length + 1).split("/");
  return WINGS.includes(wing) ? { house, wing, room, file: file.join("/") } : null;
}

const between = IMPORTS.map((one) => ({ ...one, a: placeOf(one.from), b: placeOf(one.to) }));

test("a wing looks only at itself and at lower wings", () => {
  const upward = between.filter(({ a, b }) => a && b && WINGS.indexOf(b.wing) > WINGS.indexOf(a.wing));
  expect(upward.map(say)).toEqual([]);
});

/** The parts of core rooms that stand alone, so that nobody pays for the rest of the room. */
const SIDE_DOORS =
  /^(index|addresses|endpoints|schema|view|text-parts|importer|view-problems|import-(custom|fields|row|cells|contacts|more|problems)|export-words|needs|safe-cell|guess-region|sheet-values|date-columns|import-products|guess-delimiter|guess-encoding|csv-records|reason-text|due-time|recurrence|holidays|limits)\.ts$/;

/** Puts the rooms together: the one place that knows each room's routes, reactions and importer. */
const COMPOSERS = [
  "packages/server/app.ts",
  "packages/server/sign-in-app.ts",
  "packages/core/endpoints.ts",
  "web/app.tsx",
];

test("a room is entered only through its index (in core also by the parts that stand alone)", () => {
  const burglaries = between.filter(({ from, a, b }) => {
    if (!b || b.wing === "platform" || COMPOSERS.includes(from)) return false;
    if (a && a.house === b.house && a.wing === b.wing && a.room === b.room) return false;
    return b.house === "packages/core" ? !SIDE_DOORS.test(b.file) : !b.file.startsWith("index.ts");
  });
  expect(burglaries.map(say)).toEqual([]);
});

test("the graph of rooms has no cycle", () => {
  const edges = new Map<string, Set<string>>();
  for (const { a, b } of between) {
    if (!a || !b || a.wing === "platform" || b.wing === "platform" || a.house !== b.house) continue;
    const [one, other] = [`${a.house}/${a.wing}/${a.room}`, `${b.house}/${b.wing}/${b.room}`];
    if (one !== other) edges.set(one, (edges.get(one) ?? new Set()).add(other));
  }
  const cycles: string[] = [];
  const visit = (room: string, path: string[]) => {
    if (path.includes(room)) cycles.push([...path.slice(path.indexOf(room)), room].join(" → "));
    else for (const next of edges.get(room) ?? []) visit(next, [...path, room]);
  };
  for (const room of edges.keys()) visit(room, []);
  expect(cycles).toEqual([]);
});

test("core and server have no clock, dice or environment of their own", () => {
  const impure = /Date\.now\(|new Date\(\)|Math\.random\(|process\.env/;
  const found = FILES.filter(
    (file) => /^packages\/(core|server)\//.test(file) && impure.test(readFileSync(join(root, file), "utf8")),
  );
  expect(found).toEqual([]);
});

test("pk and sk are built only in stores and the platform", () => {
  const found = FILES.filter((file) => /^packages\/server\/(?!platform)/.test(file))
    .filter((file) => /\b(pk|sk):/.test(readFileSync(join(root, file), "utf8")))
    .filter((file) => !/store\.ts$/.test(file));
  expect(found).toEqual([]);
});

test("the table as a whole is read only by exports, restores, migrations and erasures", () => {
  const found = FILES.filter((file) => /WholeTable|\.scan\(|\.watch!?\(/.test(readFileSync(join(root, file), "utf8")));
  const allowed = [
    /^packages\/server\/platform\/(table|create-table|capacity|faulty-table|memory-table|memory-rows|app)\.ts$/,
    /^packages\/server\/workspace\/(backup|erasure|migrations)\//,
    /^packages\/(aws|local)\/platform\//,
  ];
  expect(found.filter((file) => !allowed.some((one) => one.test(file)))).toEqual([]);
});

test("zod is imported whole, and nothing is called utils, helpers, misc, common or manager", () => {
  const narrow = FILES.filter((file) => /import \{[^}]*\} from "zod"/.test(readFileSync(join(root, file), "utf8")));
  expect(narrow).toEqual([]);
  expect(FILES.filter((file) => /(^|\/)(utils?|helpers?|misc|common|manager)(\/|\.tsx?$)/.test(file))).toEqual([]);
});
