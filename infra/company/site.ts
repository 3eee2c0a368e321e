import { join } from "node:path";
import { CfnOutput, Duration, Fn } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import * as acm from "aws-cdk-lib/aws-certificatemanager";
import * as cloudfront from "aws-cdk-lib/aws-cloudfront";
import * as origins from "aws-cdk-lib/aws-cloudfront-origins";
import type * as s3 from "aws-cdk-lib/aws-s3";
import * as ssm from "aws-cdk-lib/aws-ssm";
import type { Construct } from "constructs";
import { PAGE_POLICY } from "../../packages/server/platform/safe-headers.ts";
import type { Company } from "../companies.ts";
import { accept } from "../reasons.ts";

/** A path that is no file is a page of the dashboard. The API's paths do not come here, so its 404 stays its own. */
const PAGES = `function handler(event) {
  var request = event.request;
  if (request.uri.lastIndexOf(".") <= request.uri.lastIndexOf("/")) request.uri = "/index.html";
  return request;
}`;

/** What the server says on this machine with every page; besides, files go straight to and from the company's bucket. */
function pageHeaders(scope: Construct, { id }: Company, files: s3.IBucket): cloudfront.ResponseHeadersPolicy {
  const policy = PAGE_POLICY.replace(
    "connect-src 'self'",
    `connect-src 'self' https://${files.bucketRegionalDomainName}`,
  );
  return new cloudfront.ResponseHeadersPolicy(scope, "PageHeaders", {
    responseHeadersPolicyName: `peyvand-${id}-pages`,
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: policy, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.SAME_ORIGIN, override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
    },
  });
}

/** Dashboard and API under one address, the whole world over or under the company's own domain. */
export function companySite(
  scope: Construct,
  company: Company,
  {
    web,
    files,
    api,
    firewallArn,
  }: { web: s3.IBucket; files: s3.IBucket; api: HttpApi; firewallArn: string | undefined },
): cloudfront.Distribution {
  const headers = pageHeaders(scope, company, files);
  const https = cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS;
  const atRequest = (id: string, code: string) => [
    {
      eventType: cloudfront.FunctionEventType.VIEWER_REQUEST,
      function: new cloudfront.Function(scope, id, {
        functionName: `peyvand-${company.id}-${id.toLowerCase()}`,
        runtime: cloudfront.FunctionRuntime.JS_2_0,
        code: cloudfront.FunctionCode.fromInline(code),
      }),
    },
  ];
  const toServer: cloudfront.BehaviorOptions = {
    origin: new origins.HttpOrigin(Fn.select(2, Fn.split("/", api.apiEndpoint)), {
      readTimeout: Duration.seconds(30),
    }),
    allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
    viewerProtocolPolicy: https,
    // The server says what is safe for data; only that it is https is added.
    responseHeadersPolicy: cloudfront.ResponseHeadersPolicy.SECURITY_HEADERS,
    cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
    originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  };
  const distribution = new cloudfront.Distribution(scope, "Site", {
    comment: `Peyvand of ${company.id}`,
    defaultRootObject: "index.html",
    httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
    minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
    ...(company.domain && {
      domainNames: [company.domain],
      certificate: acm.Certificate.fromCertificateArn(scope, "Certificate", company.certificate as string),
    }),
    ...(firewallArn && { webAclId: firewallArn }),
    defaultBehavior: {
      origin: origins.S3BucketOrigin.withOriginAccessControl(web),
      viewerProtocolPolicy: https,
      responseHeadersPolicy: headers,
      cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
      functionAssociations: atRequest("Pages", PAGES),
    },
    additionalBehaviors: {
      "/api/*": toServer,
      // What a customer wishes to receive: the links in mail lead there.
      "/u/*": toServer,
      // Colleagues' calendars, behind secret links.
      "/calendar/*": toServer,
    },
  });
  accept(distribution, {
    "AwsSolutions-CFR1": "Customers of a company are everywhere; a company that wants borders says so in its firewall.",
    ...(firewallArn
      ? {}
      : { "AwsSolutions-CFR2": "A firewall costs five dollars a month at rest: «guarded» has one." }),
    "AwsSolutions-CFR3": "Logs of every access cost storage by the request: «guarded» logs the API's.",
    ...(company.domain
      ? {}
      : { "AwsSolutions-CFR4": "CloudFront's own certificate sets its protocol; an own domain asks for TLS 1.2." }),
  });
  const address = company.domain ?? distribution.distributionDomainName;
  // Functions of a stack without a domain read it here: it is known only after they are made.
  new ssm.StringParameter(scope, "AddressParameter", {
    parameterName: `/peyvand/${company.id}/address`,
    stringValue: `https://${address}`,
  });
  new CfnOutput(scope, "Address", { value: `https://${address}`, description: "Where people work" });
  new CfnOutput(scope, "SiteName", {
    value: distribution.distributionDomainName,
    description: "What an own domain points to",
  });
  return distribution;
}

/** The built dashboard: its files have their content in their names, so they are kept for a year, and the first page never. */
export const webFolder = (dist: string) => join(dist, "web");
