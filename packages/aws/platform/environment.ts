/** What the stack tells a function of its surroundings. */
export type AwsEnvironment = {
  tableName: string;
  dynamoEndpoint?: string;
  /** The bucket of files; without it there is no place for any. */
  bucket?: string;
  /** The function that does long work. */
  worker?: string;
  /** The bus on which other systems of the company hear of changes. */
  bus?: string;
  /** Under which path the secrets lie in the parameter store, such as `/peyvand/acme`. */
  secrets?: string;
  /** The public address, without a slash at its end. */
  publicUrl?: string;
  /** The verified sender of mail. */
  mailFrom?: string;
  /** Addresses and domains whose mail comes here. */
  mailIn?: string[];
  /** What makes SES tell what became of each mail. */
  sesConfigurationSet?: string;
  /** The same for mail of which opens and clicks are told as well. */
  sesTrackingSet?: string;
  /** S3's addresses with the bucket in their path, as stand-ins have them. */
  pathStyle: boolean;
  /** The number or sender id of AWS End User Messaging. */
  smsOrigination?: string;
};

/**
 * The only place in this package that reads the environment. `PEYVAND_TABLE`: the name of the one table;
 * `PEYVAND_DYNAMODB_ENDPOINT`: another endpoint than the region's own, such as DynamoDB Local; `PEYVAND_BUCKET`,
 * `PEYVAND_WORKER`, `PEYVAND_BUS`, `PEYVAND_SECRETS`, `PEYVAND_URL`, `PEYVAND_MAIL_FROM`, `PEYVAND_SES_CONFIGURATION_SET`,
 * `PEYVAND_SES_TRACKING_SET`,
 * `PEYVAND_SMS_ORIGINATION`, `PEYVAND_MAIL_IN`,
 * `PEYVAND_S3_PATH_STYLE`: see `AwsEnvironment`.
 */
export function readEnvironment(variables: Record<string, string | undefined> = process.env): AwsEnvironment {
  const { PEYVAND_TABLE: tableName, PEYVAND_DYNAMODB_ENDPOINT: dynamoEndpoint } = variables;
  if (!tableName) throw new Error("PEYVAND_TABLE must name the table.");
  return {
    tableName,
    dynamoEndpoint,
    bucket: variables.PEYVAND_BUCKET || undefined,
    worker: variables.PEYVAND_WORKER || undefined,
    bus: variables.PEYVAND_BUS || undefined,
    secrets: variables.PEYVAND_SECRETS || undefined,
    publicUrl: variables.PEYVAND_URL?.replace(/\/+$/, ""),
    mailFrom: variables.PEYVAND_MAIL_FROM || undefined,
    mailIn: variables.PEYVAND_MAIL_IN?.split(","),
    sesTrackingSet: variables.PEYVAND_SES_TRACKING_SET || undefined,
    sesConfigurationSet: variables.PEYVAND_SES_CONFIGURATION_SET || undefined,
    pathStyle: variables.PEYVAND_S3_PATH_STYLE === "1",
    smsOrigination: variables.PEYVAND_SMS_ORIGINATION || undefined,
  };
}
