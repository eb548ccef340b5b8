// Says of a policy that it is no longer valid: pages are the same on all days, and only the browser knows today's.
const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
for (const told of document.querySelectorAll("[data-valid-until]")) {
  told.hidden = told.dataset.validUntil >= today;
}
