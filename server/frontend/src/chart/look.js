/**
 * How charts look: the colours and the type of the page, in light, dark and print.
 *
 * @typedef {ReturnType<typeof lookOf>} Look
 */

const LIGHT = ["#14615b", "#b5651d", "#4a5fa5", "#8a3b5e", "#6b7a1f", "#2f88a8", "#7a5195", "#a8471e"];
const DARK = ["#7cc7bd", "#e3a565", "#9db0ee", "#dd92b3", "#bccb6a", "#78c4e0", "#c3a0dc", "#ec9b78"];

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const print = window.matchMedia("print");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

/**
 * The look of a figure.
 * @param {HTMLElement} figure
 */
export function lookOf(figure) {
  const style = getComputedStyle(figure);
  const nightly = dark.matches && !print.matches;
  /** @param {string} name @param {string} otherwise */
  const token = (name, otherwise) => (print.matches ? "" : style.getPropertyValue(name).trim()) || otherwise;
  return {
    colours: nightly ? DARK : LIGHT,
    ink: token("--ink", nightly ? "#e4e8e6" : "#1d2321"),
    quiet: token("--quiet", nightly ? "#9aa6a2" : "#5d6864"),
    line: token("--line", nightly ? "#323a38" : "#dedcd3"),
    sheet: token("--sheet", nightly ? "#1b201f" : "#fff"),
    warn: nightly ? "#e8a08c" : "#a33b22",
    accent: nightly ? DARK[0] : LIGHT[0],
    ground: nightly ? "#1b201f" : "#ffffff",
    font: style.fontFamily,
    moves: !calm.matches && !print.matches,
  };
}

/** Calls back when light turns to dark or back, and around a print. @param {() => void} back */
export function onLookChange(back) {
  for (const query of [dark, print, calm]) query.addEventListener("change", back);
}

/**
 * The colour of a series.
 * @param {Look} look @param {number} at its position @param {string} [tone] `quiet` or `warn`
 */
export function colourOf(look, at, tone) {
  if (tone === "quiet") return look.quiet;
  return tone === "warn" ? look.warn : look.colours[at % look.colours.length];
}

/**
 * The colour of a share of the accent on the sheet, and one to be read upon it.
 * @param {Look} look @param {number} share 0 to 1
 */
export function shade(look, share) {
  const [from, to] = [look.ground, look.accent].map(rgb);
  const mixed = from.map((each, at) => Math.round(each + (to[at] - each) * share));
  const light = luminance(mixed) > 0.22;
  return { colour: `rgb(${mixed.join(",")})`, on: light ? "#111" : "#fff" };
}

/** @param {string} colour `#rrggbb` */
const rgb = (colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** @param {number[]} parts of a colour, 0 to 255 */
function luminance(parts) {
  const [red, green, blue] = parts.map((part) => (part / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
