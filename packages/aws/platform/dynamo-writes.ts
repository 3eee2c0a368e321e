import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import type { Condition, Key, Value, Write } from "#server/platform/table.ts";
import { type Attributes, attributesOf } from "./attribute-values.ts";

/** One write in DynamoDB's words. A condition that fails reports the item as it is. */
export function transactItemOf(tableName: string, write: Write): TransactWriteItem {
  const words = new Placeholders();
  const condition = words.condition(write.if);
  const update = "update" in write ? words.update(write.set ?? {}, write.remove ?? []) : "";
  const common = {
    TableName: tableName,
    ConditionExpression: "update" in write ? allOf("attribute_exists(pk)", condition) : condition,
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
    ...words.maps(),
  };
  if ("put" in write) return { Put: { ...common, Item: attributesOf(write.put) } };
  if ("delete" in write) return { Delete: { ...common, Key: keyAttributesOf(write.delete) } };
  if ("update" in write) return { Update: { ...common, Key: keyAttributesOf(write.update), UpdateExpression: update } };
  return { ConditionCheck: { ...common, Key: keyAttributesOf(write.check), ConditionExpression: condition } };
}

/** Only the key: DynamoDB refuses an item where it expects a key. */
export function keyAttributesOf({ pk, sk }: Key): Attributes {
  return attributesOf({ pk, sk });
}

function allOf(...conditions: (string | undefined)[]): string {
  return conditions.filter((condition) => condition !== undefined).join(" AND ");
}

/** Names and values stand apart from expressions, so that no attribute's name can be mistaken for a word of theirs. */
class Placeholders {
  readonly #names = new Map<string, string>();
  readonly #values: { [placeholder: string]: Value } = {};

  condition(condition: Condition | undefined): string | undefined {
    if (!condition) return undefined;
    if ("absent" in condition) return "attribute_not_exists(pk)";
    if ("present" in condition) return "attribute_exists(pk)";
    return allOf(
      ...Object.entries(condition.equals).map(([name, value]) =>
        value === undefined
          ? `attribute_not_exists(${this.#name(name)})`
          : `${this.#name(name)} = ${this.#value(value)}`,
      ),
    );
  }

  update(set: { [name: string]: Value }, remove: readonly string[]): string {
    const assignments = Object.entries(set).map(([name, value]) => `${this.#name(name)} = ${this.#value(value)}`);
    const removed = [...new Set(remove)].map((name) => this.#name(name));
    return [
      assignments.length > 0 ? `SET ${assignments.join(", ")}` : "",
      removed.length > 0 ? `REMOVE ${removed.join(", ")}` : "",
    ].join(" ");
  }

  maps() {
    const names = Object.fromEntries([...this.#names].map(([name, placeholder]) => [placeholder, name]));
    return {
      ExpressionAttributeNames: this.#names.size > 0 ? names : undefined,
      ExpressionAttributeValues: Object.keys(this.#values).length > 0 ? attributesOf(this.#values) : undefined,
    };
  }

  #name(name: string): string {
    const placeholder = this.#names.get(name) ?? `#n${this.#names.size}`;
    this.#names.set(name, placeholder);
    return placeholder;
  }

  #value(value: Value): string {
    const placeholder = `:v${Object.keys(this.#values).length}`;
    this.#values[placeholder] = value;
    return placeholder;
  }
}
