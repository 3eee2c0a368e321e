import { createAdapterFactory } from "better-auth/adapters";
import {
  AUTH_UNIQUE,
  type AuthRow,
  authWrites,
  findAuthRow,
  getAuthRow,
  listAuthRows,
  type StoredAuthRow,
} from "#server/platform/auth-rows.ts";
import { type Table, TableError, type Write } from "#server/platform/table.ts";
import { answers, type Clause, compareBy, exactClauses } from "./where.ts";

/** How one of the library's models is kept. */
export type ModelStore = {
  get(id: string): Promise<StoredAuthRow | null>;
  /** Whether a key finds rows by this field, so that `find` may be asked. */
  finds(field: string): boolean;
  find(field: string, value: unknown): Promise<StoredAuthRow | null>;
  list(): Promise<StoredAuthRow[]>;
  writes(before: StoredAuthRow | null, after: AuthRow | null): Promise<Write[]>;
  /** In place of `writes` for a new row. */
  create?(row: AuthRow): Promise<AuthRow>;
};

type Options = {
  table: Table;
  /** Models that are kept in another way than as rows of the `auth` partition. */
  models?: Record<string, ModelStore>;
};

const ATTEMPTS = 8;

/**
 * The library's database over the table port: rows by id and unique field with one or two reads, every other question by
 * reading the model and filtering. A write names the version it read and is tried again when it lost a race.
 */
export function tableAdapter({ table, models = {} }: Options) {
  const save = async (writes: Write[]) => {
    if (writes.length > 0) await table.transact(writes);
  };
  return createAdapterFactory({
    config: {
      adapterId: "peyvand-table",
      supportsDates: false,
      supportsJSON: true,
      supportsArrays: true,
      supportsNumericIds: false,
    },
    adapter: ({ schema, getDefaultModelName, getFieldName }) => {
      const uniqueOf = (model: string) =>
        Object.entries(schema[getDefaultModelName(model)]?.fields ?? {})
          .filter(([name, field]) => field.unique || AUTH_UNIQUE[getDefaultModelName(model)]?.includes(name))
          .map(([name, field]) => field.fieldName ?? name);
      const storeOf = (model: string): ModelStore => models[model] ?? rowsOf(table, model, uniqueOf(model));

      async function find(model: string, where: readonly Clause[]): Promise<StoredAuthRow[]> {
        const store = storeOf(model);
        for (const { field, value } of exactClauses(where)) {
          if (field !== "id" && !store.finds(field)) continue;
          const stored = await (field === "id" ? store.get(String(value)) : store.find(field, value));
          return stored && answers(stored.row, where) ? [stored] : [];
        }
        return (await store.list()).filter(({ row }) => answers(row, where));
      }

      /** Changes the first answer; null when there is none, also after a lost race. */
      async function change(
        model: string,
        where: readonly Clause[],
        next: (row: AuthRow) => AuthRow | null,
      ): Promise<{ before: AuthRow; after: AuthRow | null } | null> {
        for (let attempt = 1; ; attempt++) {
          const [stored] = await find(model, where);
          if (!stored) return null;
          const before = stored.row;
          const after = next(before);
          try {
            await save(await storeOf(model).writes(stored, after));
            return { before, after };
          } catch (error) {
            if (!isLostRace(error) || attempt === ATTEMPTS) throw error;
          }
        }
      }

      async function changeAll(model: string, where: readonly Clause[], next: (row: AuthRow) => AuthRow | null) {
        const ids = (await find(model, where)).map(({ row }) => row.id);
        const done = ids.map((id) => change(model, [...where, equals("id", id)], next));
        return (await Promise.all(done)).filter((one) => one !== null).length;
      }

      return {
        async create({ model, data }) {
          const row = data as unknown as AuthRow;
          const store = storeOf(model);
          if (store.create) return (await store.create(row)) as never;
          await save(await store.writes(null, row));
          return data;
        },
        async findOne({ model, where }) {
          const [stored] = await find(model, where as Clause[]);
          return (stored?.row ?? null) as never;
        },
        async findMany({ model, where, select, sortBy, limit, offset = 0 }) {
          const rows = (await find(model, (where ?? []) as Clause[])).map(({ row }) => row);
          if (sortBy) rows.sort(compareBy(sortBy.field, sortBy.direction));
          const page = rows.slice(offset, limit === undefined ? undefined : offset + limit);
          const fields = select?.map((field) => getFieldName({ model, field }));
          return (fields?.length ? page.map((row) => only(row, fields)) : page) as never;
        },
        async count({ model, where }) {
          return (await find(model, (where ?? []) as Clause[])).length;
        },
        async update({ model, where, update }) {
          if (where.length === 0) return null;
          const done = await change(model, where as Clause[], (row) => ({ ...row, ...(update as object) }));
          return (done?.after ?? null) as never;
        },
        updateMany: ({ model, where, update }) => changeAll(model, where as Clause[], (row) => ({ ...row, ...update })),
        async delete({ model, where }) {
          if (where.length > 0) await change(model, where as Clause[], () => null);
        },
        deleteMany: ({ model, where }) => changeAll(model, where as Clause[], () => null),
        async consumeOne({ model, where }) {
          return ((await change(model, where as Clause[], () => null))?.before ?? null) as never;
        },
        async incrementOne({ model, where, increment, set }) {
          const done = await change(model, where as Clause[], (row) => ({
            ...row,
            ...Object.fromEntries(Object.entries(increment).map(([name, by]) => [name, Number(row[name] ?? 0) + by])),
            ...set,
          }));
          return (done?.after ?? null) as never;
        },
      };
    },
  });
}

const equals = (field: string, value: unknown): Clause => ({
  field,
  value,
  operator: "eq",
  connector: "AND",
  mode: "sensitive",
});

function only(row: AuthRow, fields: readonly string[]): Partial<AuthRow> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => fields.includes(name)));
}

/** Models kept as rows of the `auth` partition. */
export function rowsOf(table: Table, model: string, unique: readonly string[]): ModelStore {
  return {
    get: (id) => getAuthRow(table, model, id),
    finds: (field) => unique.includes(field),
    find: (field, value) => findAuthRow(table, model, field, value),
    list: () => listAuthRows(table, model),
    writes: async (before, after) => authWrites(model, before, after, unique),
  };
}

function isLostRace(error: unknown): boolean {
  return error instanceof TableError && (error.kind === "conditionFailed" || error.kind === "conflict");
}
