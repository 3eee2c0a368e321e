import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";
import { coreAsData } from "./web/build/core-as-data.ts";

export default defineConfig({
  root: "web",
  plugins: [coreAsData(), solid(), tailwindcss()],
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    target: "es2023",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: { proxy: { "/api": "http://localhost:8787" } },
});
