(() => {
  const steps = [0.75, 0.875, 1, 1.125, 1.25, 1.5, 1.75, 2, 2.5, 3];
  const root = document.documentElement;
  const tools = document.querySelector(".tools");
  const [smaller, larger, print] = tools.querySelectorAll("button");
  let step = 2;
  const set = (to) => {
    step = Math.min(Math.max(to, 0), steps.length - 1);
    root.style.setProperty("--zoom", steps[step]);
    smaller.disabled = step === 0;
    larger.disabled = step === steps.length - 1;
  };
  smaller.addEventListener("click", () => set(step - 1));
  larger.addEventListener("click", () => set(step + 1));
  print.addEventListener("click", () => window.print());
  tools.hidden = false;
})();
