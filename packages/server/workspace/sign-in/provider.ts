import type { BetterAuthOptions } from "better-auth";
import type { Role } from "#core/platform/permissions.ts";
import { staffEmail } from "#core/workspace/users/index.ts";

/** The company's own sign-in, with its secret. */
export type Provider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  domains: readonly string[];
  newRole: Role | null;
};

type Validate = NonNullable<NonNullable<BetterAuthOptions["user"]>["validateUserInfo"]>;

/** Whom the provider may bring: emails of the company's domains that it has not called unverified, and new people only where they are wanted. */
export function providerRules({ domains, newRole }: Provider): Validate {
  return ({ user, source }) => {
    const email = staffEmail(String(user.email ?? ""));
    const domain = email?.slice(email.lastIndexOf("@") + 1) ?? "";
    if (!domains.includes(domain)) return { error: "domain_not_allowed" };
    const { email_verified: verified } = (source.oauth?.profile ?? {}) as { email_verified?: unknown };
    if (verified === false || verified === "false") return { error: "email_not_verified" };
    if (source.action === "create-user" && newRole === null) return { error: "not_invited" };
    return undefined;
  };
}
