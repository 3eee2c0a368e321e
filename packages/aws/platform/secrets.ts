export type Secrets = ReturnType<typeof createSecrets>;

/**
 * What the deployment left for the functions in the parameter store, under one path: read together with the first that is asked
 * for, and kept while the process lives. `find` answers null for what is not there.
 */
export function createSecrets(path: string) {
  let read: Promise<Map<string, string>> | undefined;
  const all = () => {
    read ??= readAll(path).catch((error) => {
      // The next one who asks tries again.
      read = undefined;
      throw error;
    });
    return read;
  };
  return { find: async (name: string) => (await all()).get(`${path}/${name}`) ?? null };
}

async function readAll(path: string): Promise<Map<string, string>> {
  const { GetParametersByPathCommand, SSMClient } = await import("@aws-sdk/client-ssm");
  const client = new SSMClient({});
  const found = new Map<string, string>();
  let NextToken: string | undefined;
  do {
    const page = await client.send(new GetParametersByPathCommand({ Path: path, WithDecryption: true, NextToken }));
    for (const { Name, Value } of page.Parameters ?? []) found.set(String(Name), String(Value));
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}
