import { parentPort, workerData } from "node:worker_threads";
import { type Key, TableError } from "#server/platform/table.ts";
import { connect } from "./sqlite-open.ts";
import { unpackWrites } from "./sqlite-packed.ts";
import { type Answer, END, type Request, type ThreadData } from "./sqlite-thread.ts";
import { createWriter } from "./sqlite-writer.ts";

// The program of the thread that `writeBeside` starts.

const { file, indexes } = workerData as ThreadData;
const db = connect(file);
const writer = createWriter(db, indexes);
let answers: Answer[] = [];

const answer = (one: Answer) => {
  if (answers.length === 0) queueMicrotask(sendAnswers);
  answers.push(one);
};

function sendAnswers(): void {
  parentPort!.postMessage(answers);
  answers = [];
}

const run = async (request: Request): Promise<Key[]> => {
  if ("expiredBy" in request) return writer.deleteExpired(request.expiredBy);
  await writer.write(unpackWrites(request.write, indexes.length), request.token);
  return [];
};

const errorOf = (error: unknown): Answer["error"] => {
  if (error instanceof TableError) return { kind: error.kind, message: error.message, failed: error.failed };
  return { kind: "unavailable", message: `the data file failed: ${(error as Error).message}`, failed: [] };
};

const end = async () => {
  await writer.close();
  db.close();
  // Answers that are on their way are sent first.
  setImmediate(() => parentPort!.close());
};

parentPort!.on("message", (message: Request[] | typeof END) => {
  if (message === END) return void end();
  for (const request of message)
    run(request).then(
      (deleted) => answer(deleted.length > 0 ? { id: request.id, deleted } : { id: request.id }),
      (error) => answer({ id: request.id, error: errorOf(error) }),
    );
});
