/** Words and numbers of the page's language, in the way the pages print them. */

export const english = document.documentElement.lang.startsWith("en");

/** @param {string} zh @param {string} en */
export const say = (zh, en) => (english ? en : zh);

const WAN = 10_000;
const YI = 100_000_000;
const plain = new Intl.NumberFormat("en", { maximumFractionDigits: 4 });
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });

/**
 * A value in its unit: `20 万元`, `30%`, `1,200`, `2025`.
 * @param {number} value yuan, a fraction, a plain number or a year
 * @param {string} unit `money`, `percent`, `number` or `year`
 */
export function printed(value, unit) {
  if (unit === "money") return money(value);
  if (unit === "percent") return `${plain.format(value * 100)}%`;
  return unit === "year" ? String(value) : plain.format(value);
}

/** @param {number} yuan */
function money(yuan) {
  if (english) return `CN¥${compact.format(yuan)}`;
  const size = Math.abs(yuan);
  if (size >= YI) return `${plain.format(yuan / YI)} 亿元`;
  return size >= WAN ? `${plain.format(yuan / WAN)} 万元` : `${plain.format(yuan)} 元`;
}
