import type * as z from "zod";
import type { Permission } from "./permissions.ts";

type Shape = z.ZodType;
export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/**
 * One endpoint, declared once. Request validation, the typed client of the web, the OpenAPI document
 * and the security tests are all made from it.
 *
 * `permission` is what the actor must hold; `"signedIn"` asks for any actor and `"public"` for none.
 */
export type Endpoint<
  Params extends Shape | undefined = Shape | undefined,
  Query extends Shape | undefined = Shape | undefined,
  Body extends Shape | undefined = Shape | undefined,
  Output extends Shape | undefined = Shape | undefined,
> = {
  name: string;
  method: Method;
  /** Below `/api/v1`, with `{name}` for parameters. */
  path: `/${string}`;
  permission: Permission | "signedIn" | "public";
  summary: string;
  tag: string;
  params?: Params;
  query?: Query;
  body?: Body;
  /** Absent: the endpoint answers 204 (or bytes, when `answers` says so). */
  output?: Output;
  /** 201 for what creates a record; 200 unless said. */
  status?: 200 | 201 | 202;
  /** Content type of an answer that is not JSON. */
  answers?: string;
  /** Its question or answer holds a secret: nothing of it is kept, so it takes no `Idempotency-Key`. */
  secret?: boolean;
  /** Answers also while the workspace is being restored, when all others refuse. */
  duringRestore?: boolean;
  /** Open also to whom a second factor is asked of and who has none. */
  withoutFactor?: boolean;
  /** Content type of a request body that is bytes, not JSON. */
  takes?: string;
};

export function endpoint<
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends Shape | undefined = undefined,
  O extends Shape | undefined = undefined,
>(declaration: Endpoint<P, Q, B, O>): Endpoint<P, Q, B, O> {
  return declaration;
}

type Declared<S> = [NonNullable<S>] extends [never] ? false : true;
type Out<S> = Declared<S> extends true ? z.output<Extract<S, Shape>> : undefined;
type In<S> = z.input<Extract<S, Shape>>;

/** What a handler of this endpoint is given, validated. */
export type InputOf<E extends Endpoint> = {
  params: Out<E["params"]>;
  query: Out<E["query"]>;
  body: Out<E["body"]>;
};

/** What a caller of this endpoint sends. Parts the endpoint does not declare are left out. */
export type CallOf<E extends Endpoint> = (Declared<E["params"]> extends true ? { params: In<E["params"]> } : object) &
  (Declared<E["query"]> extends true ? { query?: Partial<In<E["query"]>> } : object) &
  (Declared<E["body"]> extends true ? { body: In<E["body"]> } : object);

export type OutputOf<E extends Endpoint> = Out<E["output"]>;
