import { render } from "solid-js/web";
import { App } from "./app.tsx";
import { locale, showLocale } from "./platform/locale.ts";
import "./styles/app.css";

const root = document.getElementById("app");
if (!root) throw new Error("index.html has no #app");

await showLocale(locale());
render(() => <App />, root);
