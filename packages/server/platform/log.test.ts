import { expect, test } from "vitest";
import { createJsonLog } from "./log.ts";
import { newSecret } from "./secrets.ts";

function logged(tell: (log: ReturnType<typeof createJsonLog>) => void): string[] {
  const lines: string[] = [];
  tell(
    createJsonLog(
      (line) => lines.push(line),
      () => "2026-03-21T08:00:00.000Z",
    ),
  );
  return lines;
}

test("a message that has a secret in it is logged without it", () => {
  const secrets = [newSecret("pk_"), newSecret("ps_"), newSecret("op_"), newSecret("inv_")];
  for (const secret of secrets) {
    const [line] = logged((log) => log.error("request.failed", new Error(`refused: ${secret} was wrong`)));
    expect(line).not.toContain(secret.slice(4));
    expect(line).toContain("was wrong");
  }
  const [line] = logged((log) =>
    log.error("mail.failed", new Error('Authorization: Bearer abc.def-ghi {"password":"hunter2!","x":1}'), {
      server: "smtp://ann:swordfish@mail.example.com:587",
    }),
  );
  for (const word of ["abc.def-ghi", "hunter2!", "swordfish"]) expect(line).not.toContain(word);
  expect(line).toContain("mail.example.com:587");
});

test("ids of records and requests are logged as they are", () => {
  const [line] = logged((log) => log.info("job.done", { job: "job_01JD8ZC3W5Q1T8M4G2N6V9X0RA" }));
  expect(line).toContain("job_01JD8ZC3W5Q1T8M4G2N6V9X0RA");
});

test("nobody's words begin a line of their own", () => {
  const lines = logged((log) => log.error("import.failed", 'a\r\n{"level":"info","event":"user.signedIn"}\u2028x'));
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/[\r\n]/);
});
