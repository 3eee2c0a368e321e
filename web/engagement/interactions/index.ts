export { preloadCustomerPage } from "./queries.ts";
