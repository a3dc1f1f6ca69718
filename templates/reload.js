// Loads the page anew when its content was saved; the browser keeps the place where one was reading.
"use strict";
(() => {
  const version = document.currentScript.dataset.version;
  const question = "/-/changed?" + new URLSearchParams({ page: location.pathname, version });
  const wait = async () => {
    try {
      const answer = await fetch(question, { cache: "no-store" });
      if (answer.status === 200) {
        location.reload();
        return;
      }
    } catch {
      await new Promise((done) => setTimeout(done, 1000));
    }
    wait();
  };
  wait();
})();
