// Runs before the first paint, so that language, direction and theme never flash.
(() => {
  const root = document.documentElement;
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const locale = kept("peyvand.locale") || kept("peyvand.workspace-locale") || "fa";
  root.lang = locale === "en" ? "en" : "fa";
  root.dir = locale === "en" ? "ltr" : "rtl";
  const theme = kept("peyvand.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
})();
