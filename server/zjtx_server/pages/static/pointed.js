// Shows the whole of the words that an address points at, where other marks cut them into pieces.
function point() {
  const anchor = decodeURIComponent(location.hash.slice(1));
  for (const piece of document.querySelectorAll("mark[data-of]")) {
    piece.classList.toggle("pointed", piece.dataset.of === anchor);
  }
}
addEventListener("hashchange", point);
point();
