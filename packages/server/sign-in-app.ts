import type { Rooms } from "./platform/app.ts";

const signIn = async () => (await import("./workspace/sign-in/routes.ts")).signInRoutes;

/** The rooms that need the sign-in library: a door of their own on AWS, so that no other bundle carries it. */
export const SIGN_IN_ROOMS: Rooms = {
  session: signIn,
  password: signIn,
  "second-factor": signIn,
  "single-sign-on": signIn,
};
