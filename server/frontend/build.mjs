/** Bundles charts and editor for the pages: minified modules, with the licences of what is inside beside them. */
import { readFile } from "node:fs/promises";
import { build } from "esbuild";

const OUT = new URL("../zjtx_server/pages/static/bundle/", import.meta.url);

/**
 * The pages forbid style elements (`style-src 'self'`). CodeMirror's style-mod knows constructable style sheets, which
 * are allowed, but takes them in shadow roots only: here it takes them everywhere.
 */
const constructableSheets = {
  name: "constructable-sheets",
  /** @param {import("esbuild").PluginBuild} bundler */
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]style-mod[\\/]src[\\/]style-mod\.js$/ }, async ({ path }) => {
      const asked = "!root.head && root.adoptedStyleSheets";
      const source = await readFile(path, "utf8");
      if (source.split(asked).length !== 2) throw new Error(`style-mod no longer asks once for "${asked}"`);
      return { contents: source.replace(asked, "root.adoptedStyleSheets"), loader: "js" };
    });
  },
};

await build({
  absWorkingDir: new URL(".", import.meta.url).pathname,
  entryPoints: ["src/charts.js", "src/editor.js"],
  outdir: OUT.pathname,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "linked",
  plugins: [constructableSheets],
  logLevel: "warning",
});
