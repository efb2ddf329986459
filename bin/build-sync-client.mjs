import { fileURLToPath } from "node:url";
import { build } from "esbuild";

// One file that runs with nothing but Node beside it: dist/sync-client.mjs, or the file that is named.
const root = fileURLToPath(new URL("../", import.meta.url));
await build({
  absWorkingDir: root,
  entryPoints: ["bin/sync-client.ts"],
  outfile: process.argv[2] ?? "dist/sync-client.mjs",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  external: ["pg-native", "bufferutil", "utf-8-validate"],
  // Packages in the older module form ask for their parts by require.
  banner: {
    js: [
      'import { createRequire as countersignRequire } from "node:module";',
      'import { dirname as countersignDirname } from "node:path";',
      'import { fileURLToPath as countersignPath } from "node:url";',
      "const require = countersignRequire(import.meta.url);",
      "const __filename = countersignPath(import.meta.url);",
      "const __dirname = countersignDirname(__filename);",
    ].join("\n"),
  },
  logLevel: "warning",
});
