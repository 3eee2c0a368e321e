export { enter, leave, meQuery, useCan, useMe, useUserName, useUsers } from "./queries.ts";
