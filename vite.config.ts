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
    // The content security policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        codeSplitting: {
          groups: [
            { name: "framework", test: /node_modules/, tags: ["$initial"], priority: 4 },
            { name: "shell", tags: ["$initial"], priority: 3 },
            // What several pages share; each page is a chunk of its own beside it.
            { name: "values", test: /packages.core.platform|temporal-polyfill|libphonenumber/, priority: 2 },
            {
              name: "parts",
              test: /web.(ui|platform)|solid-virtual|virtual-core|lucide/,
              minShareCount: 2,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": "http://localhost:8787" } },
});
