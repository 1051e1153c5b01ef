// Sets the chosen theme before the first paint; without a choice the device's preference holds.
(() => {
  const root = document.documentElement;
  root.dataset.script = "";
  let theme = root.dataset.theme;
  try { theme = localStorage.getItem("anso-theme") ?? theme; } catch { /* storage is closed to us: the device's preference holds */ }
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
})();
