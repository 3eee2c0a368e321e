export {
  enter,
  fieldAccess,
  leave,
  meQuery,
  useCan,
  useEverybody,
  useMe,
  useUserName,
  useUsers,
} from "./queries.ts";
