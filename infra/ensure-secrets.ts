import { randomBytes } from "node:crypto";
import { ParameterType, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { Company } from "./companies.ts";

/** What every company has. Another is put by hand under the same path: docs/operating.md, «Secrets». */
export const SECRETS = ["auth"] as const;

/** Makes the secrets that are missing, 256 random bits each; one that is there is left as it is. Answers with those it made. */
export async function ensureSecrets({ id, region }: Company): Promise<string[]> {
  const client = new SSMClient({ region });
  const made: string[] = [];
  for (const secret of SECRETS) {
    const Name = `/peyvand/${id}/${secret}`;
    const put = new PutParameterCommand({
      Name,
      Type: ParameterType.SECURE_STRING,
      Value: randomBytes(32).toString("base64url"),
      Description: "Peyvand: made once; see docs/operating.md before changing it",
      Overwrite: false,
    });
    try {
      await client.send(put);
      made.push(Name);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "ParameterAlreadyExists") throw error;
    }
  }
  return made;
}
