export {
  enter,
  leave,
  meQuery,
  useCan,
  useEverybody,
  useFieldAccess,
  useMe,
  useUserName,
  useUsers,
} from "./queries.ts";
