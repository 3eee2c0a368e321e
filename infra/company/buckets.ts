import { Duration, RemovalPolicy } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import * as s3 from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { Company } from "../companies.ts";
import { accept } from "../reasons.ts";

export const PRIVATE = {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  removalPolicy: RemovalPolicy.RETAIN,
} satisfies s3.BucketProps;

export const NO_ACCESS_LOGS =
  "Logs of every access cost storage by the request; CloudTrail's data events can be switched on.";

/** Uploads, exports and attachments: private, versioned, reached through presigned addresses that live for minutes. */
export function filesBucket(scope: Construct, { retention }: Company, key: IKey | undefined): s3.Bucket {
  const bucket = new s3.Bucket(scope, "Files", {
    ...PRIVATE,
    versioned: true,
    ...(key
      ? { encryption: s3.BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }
      : { encryption: s3.BucketEncryption.S3_MANAGED }),
    lifecycleRules: [
      {
        id: "old-versions",
        noncurrentVersionExpiration: Duration.days(retention),
        expiredObjectDeleteMarker: true,
        abortIncompleteMultipartUploadAfter: Duration.days(2),
      },
      { id: "large-answers", prefix: "answers/", expiration: Duration.days(1) },
    ],
    // The browser sends files straight to the bucket; the address is signed, so the origin is not what protects it.
    cors: [
      {
        allowedMethods: [s3.HttpMethods.PUT, s3.HttpMethods.GET],
        allowedOrigins: ["*"],
        allowedHeaders: ["content-type"],
        maxAge: 3600,
      },
    ],
  });
  accept(bucket, { "AwsSolutions-S1": NO_ACCESS_LOGS });
  return bucket;
}

/** The dashboard's own files. Nothing in it that the next deployment would not bring again. */
export function webBucket(scope: Construct): s3.Bucket {
  const bucket = new s3.Bucket(scope, "Web", { ...PRIVATE, encryption: s3.BucketEncryption.S3_MANAGED });
  accept(bucket, { "AwsSolutions-S1": NO_ACCESS_LOGS });
  return bucket;
}
