// Elements that take the focus and do not show it. The keyboard must have been used before.
() => {
  const can = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])";
  const look = element => {
    const style = getComputedStyle(element);
    return [style.outlineStyle === "none" ? "" : style.outlineWidth + style.outlineColor, style.boxShadow, style.borderColor, style.backgroundColor].join("|");
  };
  document.activeElement?.blur();
  const looks = new Set();
  const silent = [];
  for (const element of document.querySelectorAll(can)) {
    if (element.disabled || !element.checkVisibility({ visibilityProperty: true })) continue;
    const kind = [element.localName, element.type, element.className, element.parentElement.localName, element.parentElement.className].join("|");
    if (looks.has(kind)) continue; // one of a kind
    looks.add(kind);
    const before = look(element);
    element.focus({ preventScroll: true });
    if (document.activeElement !== element) silent.push(`takes no focus: ${element.outerHTML.slice(0, 90)}`);
    else if (look(element) === before) silent.push(`shows no focus: ${element.outerHTML.slice(0, 90)}`);
    element.blur();
  }
  return silent;
}
