import { Stack, Token, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** Accepts what a rule of the validation found, here and below, for a reason that a reader can judge. */
export function accept(construct: IConstruct, reasons: { [rule: string]: string }): void {
  Validations.of(construct).acknowledge(...Object.entries(reasons).map(([id, reason]) => ({ id, reason })));
}

/** A construct's account as the names of findings have it: a deployment names one, a synthesis without credentials does not. */
export function accountIn(construct: IConstruct): string {
  const { account } = Stack.of(construct);
  return Token.isUnresolved(account) ? "<AWS::AccountId>" : account;
}
