/** A secret that is not in the parameter store, or has no value. */
export class MissingSecret extends Error {
  constructor(name: string) {
    super(
      `The secret ${name} is missing. «npm run deploy» makes it; by hand: ` +
        `aws ssm put-parameter --type SecureString --name ${name} --value "$(openssl rand -base64 32)"`,
    );
    this.name = "MissingSecret";
  }
}

export type Secrets = ReturnType<typeof createSecrets>;

/**
 * The company's secrets, encrypted in the parameter store under one path: read together with the first that is asked for, and
 * kept while the process lives. `secret` throws `MissingSecret`; `find` answers null.
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
  const find = async (name: string) => (await all()).get(`${path}/${name}`) ?? null;
  return {
    find,
    async secret(name: string): Promise<string> {
      const value = await find(name);
      if (value === null || value === "") throw new MissingSecret(`${path}/${name}`);
      return value;
    },
  };
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
