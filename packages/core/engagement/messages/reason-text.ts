/** Stands before what the provider said last of a message that was tried for too long. */
export const GAVE_UP = "gave_up: ";
