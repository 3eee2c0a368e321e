import type { SSMClient } from "@aws-sdk/client-ssm";
import type { Vault } from "#server/platform/vault.ts";

/**
 * Secrets of the settings as SecureStrings below `<path>/settings/`. Each keeping is a parameter of its own, never
 * written again, so that what a process remembers is right as long as something refers to it.
 */
export function createParameterVault(path: string, newId: () => string): Vault {
  let client: SSMClient | undefined;
  const known = new Map<string, string>();
  const nameOf = (name: string, reference: string) => `${path}/settings/${name}/${reference.slice("ssm.".length)}`;
  const sdk = async () => {
    const all = await import("@aws-sdk/client-ssm");
    client ??= new all.SSMClient({});
    return { ...all, client };
  };
  return {
    async keep(name, secret) {
      const { PutParameterCommand, client } = await sdk();
      const reference = `ssm.${newId()}`;
      await client.send(
        new PutParameterCommand({
          Name: nameOf(name, reference),
          Type: "SecureString",
          Value: secret,
          Overwrite: false,
        }),
      );
      return reference;
    },
    async open(name, reference) {
      if (!reference.startsWith("ssm.")) return null;
      const remembered = known.get(reference);
      if (remembered !== undefined) return remembered;
      const { GetParameterCommand, client } = await sdk();
      try {
        const Name = nameOf(name, reference);
        const { Parameter } = await client.send(new GetParameterCommand({ Name, WithDecryption: true }));
        if (Parameter?.Value === undefined) return null;
        known.set(reference, Parameter.Value);
        return Parameter.Value;
      } catch (error) {
        if (error instanceof Error && error.name === "ParameterNotFound") return null;
        throw error;
      }
    },
    async forget(name, reference) {
      if (!reference.startsWith("ssm.")) return;
      const { DeleteParameterCommand, client } = await sdk();
      try {
        await client.send(new DeleteParameterCommand({ Name: nameOf(name, reference) }));
      } catch (error) {
        if (!(error instanceof Error) || error.name !== "ParameterNotFound") throw error;
      }
    },
  };
}
