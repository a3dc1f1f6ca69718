// What can be pressed outside of running text and is smaller than 44 by 44 CSS pixels (WCAG 2.5.5). A link is in running text
// where its line or its paragraph has other words, or where it stands in the text that an author wrote.
() => {
  const block = e => { while (getComputedStyle(e).display.startsWith('inline')) e = e.parentElement; return e };
  const running = e => {
    const around = block(e.parentElement);
    const words = around.innerText.trim().length > e.innerText.trim().length + 1 && !e.closest('.to-contents, .back, nav, .downloads');
    return words || (e.closest('.text') && !e.closest('.to-contents, .back, .contents, summary'));
  };
  const seen = e => e.checkVisibility() && !e.matches('.skip-link:not(:focus)');
  return [...document.querySelectorAll('a[href], button, input, select, summary, textarea')]
    .filter(e => seen(e) && !running(e))
    .map(e => [e, e.closest('label') && e.matches('input') ? e.closest('label').getBoundingClientRect() : e.getBoundingClientRect()])
    .filter(([, box]) => box.width < 43.9 || box.height < 43.9)
    .map(([e, box]) => `${e.outerHTML.slice(0, 120)} is ${Math.round(box.width)} by ${Math.round(box.height)} px`);
}
