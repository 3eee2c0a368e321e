import { render } from "solid-js/web";
import { App } from "./app.tsx";
import { showKeptAccent } from "./platform/brand.ts";
import { locale, showLocale } from "./platform/locale.ts";
import { queryClient } from "./platform/query-client.ts";
import "./styles/app.css";
import { meQuery } from "./workspace/users/index.ts";

const root = document.getElementById("app");
if (!root) throw new Error("index.html has no #app");

// Who is signed in is asked while the words are still on their way.
if (!location.pathname.startsWith("/sign-in")) void queryClient.prefetchQuery(meQuery);
showKeptAccent();
await showLocale(locale());
render(() => <App />, root);
