// Runs before the first paint, so that a dark screen does not flash white.
(() => {
  try {
    const theme = localStorage.getItem("nscl-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch { /* storage is closed: the system's theme holds */ }
  document.documentElement.classList.add("with-script");
})();
