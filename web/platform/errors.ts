import { ApiError } from "./api.ts";
import { findWord, t } from "./i18n.ts";

/** An error in the words of the language shown: by its code, else what the server said. */
export function messageOf(error: unknown): string {
  if (!(error instanceof ApiError)) return t("errors.unexpected");
  return findWord(`errors.codes.${error.code}`) ?? (error.message || t("errors.unexpected"));
}

/** What is wrong with each field, by the path the server named (`phones.1.number`). */
export function fieldErrorsOf(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const found: Record<string, string> = {};
  for (const detail of error.details) {
    if (!detail.path || "current" in detail) continue;
    const word = findWord(`errors.codes.${detail.code}`) ?? findWord(`errors.codes.${error.code}`);
    found[detail.path] ??= word ?? detail.message ?? messageOf(error);
  }
  return found;
}

export function isConflict(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 409 && error.code.endsWith("version_conflict");
}

/** The record as it is now, which a lost race brings along. */
export function currentOf<T>(error: ApiError): T | undefined {
  return error.details.find((detail) => "current" in detail)?.current as T | undefined;
}
