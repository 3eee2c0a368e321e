import { Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** Accepts what a rule of the validation found, here and below, for a reason that a reader can judge. */
export function accept(construct: IConstruct, reasons: { [rule: string]: string }): void {
  Validations.of(construct).acknowledge(...Object.entries(reasons).map(([id, reason]) => ({ id, reason })));
}
