/** What the worker's function is called with. */
export type WorkerEvent = { peyvand: "job"; jobId: string };

/** Calls the worker for a job and returns when the call was taken, not when the job is done. */
export async function callWorker(functionName: string, jobId: string): Promise<void> {
  // Few functions call it, and those seldom: nobody else loads this client.
  const { InvokeCommand, LambdaClient } = await import("@aws-sdk/client-lambda");
  const event: WorkerEvent = { peyvand: "job", jobId };
  const client = new LambdaClient({});
  await client.send(
    new InvokeCommand({ FunctionName: functionName, InvocationType: "Event", Payload: JSON.stringify(event) }),
  );
}
