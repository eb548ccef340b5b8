/**
 * How charts look: the colours and the type of the page's style sheet, in light, dark and print.
 *
 * @typedef {ReturnType<typeof lookOf>} Look
 */

const COLOURS = [1, 2, 3, 4, 5, 6, 7, 8];
const SHADES = [1, 2, 3, 4, 5];
const LAST_LIGHT = 3; // shades up to here bear light ink, deeper ones the other

const media = ["(prefers-color-scheme: dark)", "print", "(prefers-reduced-motion: reduce)"].map((each) => window.matchMedia(each));

/** The look of a figure. @param {HTMLElement} figure */
export function lookOf(figure) {
  const style = getComputedStyle(figure);
  const [, print, calm] = media;
  /** @param {string} name */
  const token = (name) => style.getPropertyValue(name).trim();
  return {
    colours: COLOURS.map((each) => token(`--chart-${each}`)),
    shades: SHADES.map((each) => ({ colour: token(`--heat-${each}`), on: token(each > LAST_LIGHT ? "--heat-deep" : "--heat-light") })),
    calm: token("--chart-quiet"),
    gap: token("--chart-warn"),
    ink: token("--ink"),
    quiet: token("--quiet"),
    line: token("--line"),
    sheet: token("--sheet"),
    accent: token("--accent"),
    font: style.fontFamily,
    moves: !calm.matches && !print.matches,
  };
}

/** Calls back when light turns to dark or back, and around a print. @param {() => void} back */
export function onLookChange(back) {
  for (const query of media) query.addEventListener("change", back);
}

/**
 * The colour of a series.
 * @param {Look} look @param {number} at its position @param {string} [tone] `quiet` or `warn`
 */
export function colourOf(look, at, tone) {
  if (tone === "quiet") return look.calm;
  return tone === "warn" ? look.gap : look.colours[at % look.colours.length];
}

/**
 * The shade of a share of the most, and the ink upon it.
 * @param {Look} look @param {number} share 0 to 1
 */
export function shade(look, share) {
  return look.shades[Math.max(0, Math.ceil(share * look.shades.length) - 1)];
}
