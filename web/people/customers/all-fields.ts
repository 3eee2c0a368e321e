import { createContext } from "solid-js";

/** Whether a rule is written that is asked of one customer at a time, so that it may ask what only whole records say. */
export const AllFields = createContext(false);
