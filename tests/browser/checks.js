// What is wrong with a page as it stands, in words; an empty list where nothing is.
({ lang, foreign }) => {
  const wrong = [];
  const shown = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const name = element => {
    const classes = [...element.classList].map(each => "." + each).join("");
    return `<${element.localName}${element.id ? "#" + element.id : ""}${classes}> ${(element.textContent ?? "").trim().slice(0, 30)}`;
  };

  const root = document.documentElement;
  if (root.lang !== lang) wrong.push(`language is ${root.lang}, not ${lang}`);
  if (root.scrollWidth > root.clientWidth) {
    const scrolls = element => element && element !== document.body &&
      (getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
    const wide = [...document.body.querySelectorAll("*")].filter(element =>
      element.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(element));
    wrong.push(`wider than the window: ${root.scrollWidth} px, by ${wide.slice(0, 5).map(name).join("; ")}`);
  }

  const heads = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(shown);
  const levels = heads.map(head => Number(head.localName[1]));
  if (levels.filter(level => level === 1).length !== 1) wrong.push(`h1: ${levels.filter(level => level === 1).length}`);
  levels.forEach((level, at) => {
    if (at && level > levels[at - 1] + 1) wrong.push(`heading leaves out a level: ${name(heads[at])}`);
  });

  if (foreign) {
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Set();
    while (words.nextNode()) {
      const { data, parentElement } = words.currentNode;
      if (/\p{Script=Han}/u.test(data) && !/^zh/.test(parentElement.closest("[lang]").lang)
        && !parentElement.closest("script, style, code, pre, textarea, svg")) found.add(name(parentElement));
    }
    for (const element of document.body.querySelectorAll(":is([title], [aria-label], [alt], [data-label]):not([role=img])"))
      for (const attribute of ["title", "aria-label", "alt", "data-label"])
        if (/\p{Script=Han}/u.test(element.getAttribute(attribute) ?? "") && !/^zh/.test(element.closest("[lang]").lang))
          found.add(`${attribute}=${element.getAttribute(attribute)} of ${name(element)}`);
    for (const each of [...found].slice(0, 12)) wrong.push(`Chinese on an English page: ${each}`);
    if (found.size > 12) wrong.push(`Chinese on an English page: ${found.size - 12} more`);
  }
  return wrong;
}
