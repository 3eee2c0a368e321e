import type { Ctx } from "#server/platform/context.ts";
import { TableError } from "#server/platform/table.ts";
import { readSettings, type SecretReferences, writesOfMove } from "./settings-store.ts";

type Secrets = { [name: string]: string };

const nameOf = (name: string) => `gateway-${name}`;

/** The secrets that can be opened here; one that cannot is missing. */
export async function openSecrets(ctx: Ctx, read: { references: SecretReferences; plain: Secrets }): Promise<Secrets> {
  const opened = await Promise.all(
    Object.entries(read.references).map(
      async ([name, reference]) => [name, await ctx.vault.open(nameOf(name), reference)] as const,
    ),
  );
  const found = opened.filter((one): one is [string, string] => one[1] !== null);
  return { ...read.plain, ...Object.fromEntries(found) };
}

/** Keeps what is said anew. What is no longer referred to is forgotten once `done` says that the references are written. */
export async function keepSecrets(ctx: Ctx, before: SecretReferences, said: { [name: string]: string | null }) {
  const references: { [name: string]: string } = { ...before };
  const kept: [string, string][] = [];
  const gone: [string, string][] = [];
  for (const [name, value] of Object.entries(said)) {
    const old = references[name];
    if (old !== undefined) gone.push([name, old]);
    if (value === null) delete references[name];
    else {
      references[name] = await ctx.vault.keep(nameOf(name), value);
      kept.push([name, references[name]]);
    }
  }
  const forget = async (some: [string, string][]) => {
    for (const [name, reference] of some) await ctx.vault.forget(nameOf(name), reference);
  };
  return { references, done: () => forget(gone), undo: () => forget(kept) };
}

/** What an older Peyvand wrote into the table as it was typed goes where secrets are kept. Harmless when done twice. */
export async function moveSecrets(ctx: Ctx): Promise<void> {
  const { plain, references, version } = await readSettings(ctx.table, ctx.workspace.locale);
  if (Object.keys(plain).length === 0) return;
  const kept = await keepSecrets(ctx, references, plain);
  try {
    await ctx.table.transact(writesOfMove(kept.references, version));
  } catch (error) {
    await kept.undo();
    if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
  }
}
