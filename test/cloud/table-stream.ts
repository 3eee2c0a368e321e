import type { DynamoDBRecord } from "aws-lambda";

type Answer = { [name: string]: unknown };

/** Reads the real stream of a table in DynamoDB Local, as a Lambda's event source does. */
export function openTableStream(endpoint: string, tableName: string) {
  const ask = async (service: string, action: string, body: object): Promise<Answer> => {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `${service}.${action}`,
        // DynamoDB Local wants a signature's form and does not check it.
        authorization:
          "AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
      },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Answer;
    if (!response.ok) throw new Error(`${action}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const streams = (action: string, body: object) => ask("DynamoDBStreams_20120810", action, body);
  const iterators = new Map<string, string | null>();
  let arn: string | undefined;

  return {
    /** What came since the last call, shard by shard, in each shard's order. */
    async read(): Promise<DynamoDBRecord[][]> {
      if (!arn) {
        const { Table } = await ask("DynamoDB_20120810", "DescribeTable", { TableName: tableName });
        arn = String((Table as Answer).LatestStreamArn);
      }
      const { StreamDescription } = await streams("DescribeStream", { StreamArn: arn });
      for (const { ShardId } of (StreamDescription as { Shards: { ShardId: string }[] }).Shards) {
        if (iterators.has(ShardId)) continue;
        const asked = { StreamArn: arn, ShardId, ShardIteratorType: "TRIM_HORIZON" };
        iterators.set(ShardId, String((await streams("GetShardIterator", asked)).ShardIterator));
      }
      const shards: DynamoDBRecord[][] = [];
      for (const [shard, from] of iterators) {
        const found: DynamoDBRecord[] = [];
        for (let iterator = from; iterator !== null; ) {
          const { Records, NextShardIterator } = await streams("GetRecords", { ShardIterator: iterator });
          const records = Records as DynamoDBRecord[];
          found.push(...records.map((record) => ({ ...record, eventSource: "aws:dynamodb" })));
          iterators.set(shard, (NextShardIterator as string | undefined) ?? null);
          iterator = records.length > 0 ? ((NextShardIterator as string | undefined) ?? null) : null;
        }
        if (found.length > 0) shards.push(found);
      }
      return shards;
    },
  };
}
