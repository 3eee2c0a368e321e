export {
  enter,
  fieldAccess,
  hasModule,
  leave,
  meQuery,
  useCan,
  useEverybody,
  useMe,
  useUserName,
  useUsers,
} from "./queries.ts";
