import type { Ctx } from "#server/platform/context.ts";
import type { Value } from "#server/platform/table.ts";

/** What one migration sees while it runs: its own state, kept after each part. */
export type MigrationRun = {
  readonly state: Value | null;
  readonly createdAt: string;
  /** False: leave off now; the work goes on later, perhaps in another process, from this state. */
  save(state: Value, done: number): Promise<boolean>;
};

/**
 * One step from a shape of the stored data to the next. It runs while people work, in parts that may be done twice; whoever reads
 * understands both shapes until the step's own release is over. `undo` brings back what a program of the shape before can read.
 */
export type Migration = {
  /** The shape that the data has when it is done; the one before has the number before. */
  to: number;
  name: string;
  run(ctx: Ctx, job: MigrationRun): Promise<"done" | "leftOff">;
  undo(ctx: Ctx, job: MigrationRun): Promise<"done" | "leftOff">;
};
