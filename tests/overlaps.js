// Texts that lie over each other, and texts that a box cuts off. Parts that are only heard are left out.
() => {
  const heard = e => e.closest('.visually-hidden, .skip-link') || getComputedStyle(e).clipPath !== 'none';
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility() || heard(parent) || parent.closest('thead') && heard(parent.closest('thead'))) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > 1 && box.height > 1) boxes.push([box, node]);
  }
  boxes.sort((one, other) => one[0].top - other[0].top);
  const found = [];
  boxes.forEach(([box, node], index) => {
    for (let next = index + 1; next < boxes.length && boxes[next][0].top < box.bottom; next++) {
      const [other, text] = boxes[next];
      const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      const down = Math.min(box.bottom, other.bottom) - other.top;
      if (text !== node && across > 2 && down > box.height / 3) found.push(`“${node.data.trim()}” and “${text.data.trim()}” overlap`);
    }
  });
  for (const element of document.querySelectorAll('body *')) {
    const look = getComputedStyle(element);
    if (!element.checkVisibility() || heard(element) || element.closest('thead') && heard(element.closest('thead'))) continue;
    const cuts = look.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
    const hides = element !== document.body && look.overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1;
    if ((cuts && element.clientWidth) || (hides && element.clientHeight)) found.push(`${element.outerHTML.slice(0, 120)} is cut off`);
  }
  return found;
}
