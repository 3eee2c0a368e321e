export type { HandOverNoun, HandOverNouns } from "./hand-over.ts";
export {
  checkRole,
  isRaceOf,
  membersChanged,
  readMembers,
  withRetry,
  writeOfFactor,
  writeOfMembers,
} from "./members.ts";
export { bringPassword, passwordWrites } from "./password.ts";
export { findUser, findUserByEmail, listStoredUsers, type StoredUser } from "./store.ts";
export { addUser, checkPassword, joinUser, MIN_PASSWORD, newPerson } from "./verbs.ts";
