/**
 * What may stand in a query, from this server: prefixes, and the names of classes, properties and concepts.
 *
 * @typedef {{name: string, kind: string, label: string, folded: string}} Term
 * @typedef {{prefixes: Record<string, string>, terms: Term[]}} Terms
 */

/** @param {string} address @returns {Promise<Terms>} */
export async function fetchTerms(address) {
  const reply = await fetch(address, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
  /** @type {{prefixes: Record<string, string>, terms: [string, string, string][]}} */
  const { prefixes, terms } = await reply.json();
  return {
    prefixes,
    terms: terms.map(([name, kind, label]) => ({ name, kind, label, folded: `${name} ${label}`.toLowerCase() })),
  };
}

const DECLARED = /\bPREFIX\s+([\p{L}\p{N}_.-]*)\s*:/giu;

/** The prefixes that a query declares. @param {string} query @returns {Set<string>} */
export function declaredIn(query) {
  return new Set([...query.matchAll(DECLARED)].map(([, prefix]) => prefix));
}

/**
 * What declares the prefix of a name that a query does not declare yet; empty where nothing is to be done.
 * @param {string} query @param {string} name @param {Record<string, string>} prefixes
 */
export function declaration(query, name, prefixes) {
  const prefix = name.split(":")[0];
  if (name.startsWith("<") || !Object.hasOwn(prefixes, prefix) || declaredIn(query).has(prefix)) return "";
  return `PREFIX ${prefix}: <${prefixes[prefix]}>\n`;
}
